import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { incidentList, isNarrowed } from '../api/questions.ts';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { useLive } from '../live/live.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { IncidentCards } from './cards.tsx';
import { ClearFilters, FilterChips } from './chips.tsx';
import { News } from './news.tsx';
import { newestFirst } from './order.ts';
import styles from './page.module.css';
import { IncidentTable } from './table.tsx';

// Most visits search by words or not at all: the filters arrive when they are asked for.
const Filters = lazy(async () => ({ default: (await import('./filters.tsx')).Filters }));

/** The incidents that the reader may see, newest first, narrowed by compartment, words, period, kind and place. */
export function IncidentListPage() {
  const { say } = useWords();
  const { filter } = useVisit();
  const { taken } = useLive();
  const narrow = useMediaQuery('(max-width: 799.9px)', undefined, { getInitialValueInEffect: false });
  const [filtering, setFiltering] = useState(false);
  const list = useInfiniteQuery(incidentList(filter));
  const incidents = list.data?.pages.flatMap((page) => newestFirst(page.records)) ?? [];
  const Rows = narrow ? IncidentCards : IncidentTable;

  // Whatever was news when the list came is in it now. A list that lay in memory knows of none.
  const read = useRef(list.dataUpdatedAt);
  useEffect(() => {
    if (list.dataUpdatedAt !== read.current) taken();
    read.current = list.dataUpdatedAt;
  }, [list.dataUpdatedAt, taken]);

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
        <Actions filtering={filtering} onFilter={() => setFiltering(!filtering)} />
      </header>
      {filtering && (
        <Suspense fallback={<Waiting />}>
          <Filters asSheet={narrow ?? false} onClose={() => setFiltering(false)} />
        </Suspense>
      )}
      <FilterChips />
      <News />
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

function Actions({ filtering, onFilter }: { filtering: boolean; onFilter: () => void }) {
  const { say } = useWords();
  const { who } = useVisit();
  return (
    <div className={styles.actions}>
      <button
        type="button"
        className={styles.action}
        aria-expanded={filtering}
        aria-controls={filtering ? 'filters' : undefined}
        onClick={onFilter}
      >
        {say('filter.open')}
      </button>
      {writableBy(who).length > 0 && (
        <Link to="/incidents/new" className={styles.action}>
          {say('list.new')}
        </Link>
      )}
    </div>
  );
}

function Empty() {
  const { say } = useWords();
  const { filter, who } = useVisit();
  if (filter.text || isNarrowed(filter)) {
    return (
      <Nothing>
        {say('list.nothingFound')} <ClearFilters />
      </Nothing>
    );
  }
  return (
    <Nothing>
      {say('list.nothingYet')}
      {writableBy(who).length > 0 && (
        <>
          {' '}
          {say('list.begin', { button: say('list.new') })} <code>npx cairn import FORMAT FILE --compartment NAME</code>
        </>
      )}
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
