import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import { doing } from './doings.ts';
import { opened } from './questions.ts';
import type { Opened } from './shapes.ts';
import styles from './told.module.css';

/** Who opened what in a compartment, the newest first; its leads see this, administrators do not. */
export function WhoOpenedWhat({ compartment }: { compartment: string }) {
  const { say } = useWords();
  const list = useInfiniteQuery(opened(compartment));
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className={styles.told}>
      <p className={styles.about}>{say('people.opened.about')}</p>
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={list.refetch} />}
      {list.data && entries.length === 0 && <p>{say('people.opened.nothing')}</p>}
      <ol className={styles.list}>
        {entries.map((entry, at) => (
          // Nothing else tells two equal entries of one moment apart; entries are only ever added before these.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={`${entry.at} ${at}`}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          size="sm"
          variant="default"
          className={styles.more}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {say('list.more')}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry: { at, account, what, record } }: { entry: Opened }) {
  const { say } = useWords();
  return (
    <>
      <p>
        <b>{account ?? say('people.operator')}</b> · {doing(what, say)}
        {record && (
          <>
            {' '}
            <Link to="/incidents/$id" params={{ id: record.id }}>
              {record.reference}
            </Link>
          </>
        )}
      </p>
      <Moment at={at} />
    </>
  );
}
