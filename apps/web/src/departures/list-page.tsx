import '../words/departures.ts';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyCairn } from '../comfort/empty-cairn.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { DelaySetting } from './delay.tsx';
import { Entry } from './entry.tsx';
import styles from './page.module.css';
import { departures } from './questions.ts';

/** The register of what left: every file that went out, the newest first. */
export function DeparturesPage() {
  const { say } = useWords();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(departures);
  const entries = data?.pages.flatMap((page) => page.departures) ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say('departures.title')}</h1>
        <Link to="/departures/new" className={styles.new}>
          {say('departures.new')}
        </Link>
      </header>
      <p className={styles.about}>{say('departures.about')}</p>
      {isPending && <Waiting />}
      {error && <Trouble error={error} again={refetch} />}
      {data && entries.length === 0 && (
        <EmptyCairn guide="what-leaves-what-stays-and-why">{say('departures.nothing')}</EmptyCairn>
      )}
      {entries.length > 0 && (
        <ul className={styles.entries}>
          {entries.map((each) => (
            <li key={each.id}>
              <Entry departure={each} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" size="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('departures.more')}
        </Button>
      )}
      <DelaySetting />
    </div>
  );
}
