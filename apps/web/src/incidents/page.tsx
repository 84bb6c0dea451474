import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { incidentList } from '../api/questions.ts';
import { useVisit } from '../frame/visit.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { IncidentCards } from './cards.tsx';
import { newestFirst } from './order.ts';
import styles from './page.module.css';
import { IncidentTable } from './table.tsx';

/** The incidents that the reader may see, newest first, narrowed by compartment and words. */
export function IncidentListPage() {
  const { say } = useWords();
  const { filter } = useVisit();
  const narrow = useMediaQuery('(max-width: 799.9px)', undefined, { getInitialValueInEffect: false });
  const list = useInfiniteQuery(incidentList(filter));
  const incidents = list.data?.pages.flatMap((page) => newestFirst(page.records)) ?? [];
  const Rows = narrow ? IncidentCards : IncidentTable;

  return (
    <>
      <header className={styles.head}>
        <h1>{say('area.incidents')}</h1>
        {list.data && (
          <output className={styles.shown}>
            {say(list.hasNextPage ? 'list.shownMore' : 'list.shown', { n: incidents.length })}
            {incidents.length > 1 && ` · ${say('list.order')}`}
          </output>
        )}
        {filter.text && <Narrowed />}
      </header>
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={list.refetch} />}
      {list.data && incidents.length === 0 && <Empty />}
      {incidents.length > 0 && <Rows incidents={incidents} />}
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Narrowed() {
  const { say } = useWords();
  const { filter, setFilter } = useVisit();
  return (
    <p className={styles.narrowed}>
      {say('list.narrowed', { text: filter.text })}{' '}
      <button type="button" className={styles.clear} onClick={() => setFilter({ ...filter, text: '' })}>
        {say('list.clear')}
      </button>
    </p>
  );
}

function Empty() {
  const { say } = useWords();
  const { filter } = useVisit();
  if (filter.text) return <Nothing>{say('list.nothingFound')}</Nothing>;
  return (
    <Nothing>
      {say('list.nothingYet')} <code>npx cairn import FORMAT FILE --compartment NAME</code>
    </Nothing>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <div className={styles.empty}>
      <Mark size={56} />
      <p>{children}</p>
    </div>
  );
}
