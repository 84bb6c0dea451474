import { useQuery } from '@tanstack/react-query';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useAuthor } from '../panel/author.ts';
import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import { givenReason, happening, rightsInWords } from './happenings.ts';
import { rightsHistory } from './questions.ts';
import type { RightsChange } from './shapes.ts';
import styles from './told.module.css';

/** Every change of rights here, the newest first, what the operator did at the command line included. */
export function RightsHistory({ compartment }: { compartment: string }) {
  const { say } = useWords();
  const { data, error, isPending, refetch } = useQuery(rightsHistory(compartment));
  return (
    <div className={styles.told}>
      <p className={styles.about}>{say('people.changes.about')}</p>
      {isPending && <Waiting />}
      {error && <Trouble error={error} again={refetch} />}
      {data?.length === 0 && <p>{say('people.changes.nothing')}</p>}
      {data && (
        <ol className={styles.list}>
          {data.map((change, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several changes of one moment differ in nothing else.
            <li key={`${change.at} ${at}`}>
              <Change change={change} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Change({ change }: { change: RightsChange }) {
  const { say } = useWords();
  const author = useAuthor();
  const before = rightsInWords(change.before, say);
  const after = rightsInWords(change.after, say);
  const reason = givenReason(change.reason);
  return (
    <>
      <p>
        {change.account && (
          <>
            <b>{change.account}</b> ·{' '}
          </>
        )}
        {happening(change.what, say)}
      </p>
      {(before || after) && (
        <p>
          {before && <del>{before}</del>} {before && after && <span aria-hidden="true">→ </span>}
          {after && <ins className={styles.now}>{after}</ins>}
        </p>
      )}
      {reason && <p className={styles.reason}>{reason}</p>}
      <p className={styles.by}>{say('people.by', { who: author(change.by) })}</p>
      <Moment at={change.at} />
    </>
  );
}
