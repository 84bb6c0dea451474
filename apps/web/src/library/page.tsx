import '../words/records.ts';
import '../words/evidence.ts';
import '../words/library.ts';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useLive } from '../live/live.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { LibraryCards } from './cards.tsx';
import { Chips } from './chips.tsx';
import { Empty } from './empty.tsx';
import { Head } from './head.tsx';
import { useLibraryKeys } from './keys.ts';
import { News } from './news.tsx';
import { useOwnFields } from './own-fields.ts';
import styles from './page.module.css';
import { asRecords, libraryList } from './questions.ts';
import { SearchHint } from './search-hint.tsx';
import { useSelection } from './selection.ts';
import type { Row } from './shapes.ts';
import { Side } from './side.tsx';
import { LibraryTable } from './table.tsx';
import { useColumns } from './use-columns.ts';
import { useLibrary } from './use-query.ts';

const Bulk = lazy(async () => ({ default: (await import('./bulk.tsx')).Bulk }));
const Sights = lazy(async () => ({ default: (await import('./sights.tsx')).Sights }));

/** Where this browser keeps that rows shall be roomy; nothing that names anyone. */
const ROOMY = 'cairn.rows';

/** Everything that is recorded, by kind: facets at the left, table in the centre, map and timeline above on demand. */
export function LibraryPage() {
  const { say } = useWords();
  const { taken } = useLive();
  const library = useLibrary();
  const { query, search, show } = library;
  const narrow =
    useMediaQuery('screen and (max-width: 799.9px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const aside = useMediaQuery('(min-width: 1100px)', undefined, { getInitialValueInEffect: false }) ?? true;
  const coarse = useMediaQuery('(pointer: coarse)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [roomy, setRoomy] = useState(() => localStorage.getItem(ROOMY) === 'roomy');
  const [selecting, setSelecting] = useState(false);
  const [filtering, setFiltering] = useState(false);
  const list = useInfiniteQuery(libraryList(query));
  const rows = useMemo<readonly Row[]>(() => list.data?.pages.flatMap(({ records }) => records) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total;
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const selection = useSelection(order);
  const columns = useColumns(query.kind, search.columns);
  const fields = useOwnFields();
  useLibraryKeys(library, { selecting, setSelecting });

  // What was chosen among other rows is not chosen among these.
  const { clear } = selection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question decides, not the function.
  useEffect(() => clear(), [query]);

  // Whatever was news when the list came is in it now. A list that lay in memory knows of none.
  const read = useRef(list.dataUpdatedAt);
  useEffect(() => {
    if (list.dataUpdatedAt !== read.current) taken();
    read.current = list.dataUpdatedAt;
  }, [list.dataUpdatedAt, taken]);

  function chooseRoom(next: boolean) {
    setRoomy(next);
    if (next) localStorage.setItem(ROOMY, 'roomy');
    else localStorage.removeItem(ROOMY);
  }

  const shown = columns.shown.map(({ id }) => id);
  const meant = useMemo(() => asRecords(query, rows), [query, rows]);
  const side = { library, columns: shown, asSheet: !aside, open: filtering, onClose: () => setFiltering(false) };
  return (
    <>
      <Head
        library={library}
        meant={meant}
        total={total}
        selecting={selecting}
        onSelect={() => setSelecting(!selecting)}
        {...(aside ? {} : { onFilter: () => setFiltering(true) })}
        columns={{
          all: columns.all,
          chosen: shown,
          onChoose: (next) => show({ columns: next.join(',') }),
          roomy,
          onRoomy: chooseRoom,
        }}
      />
      <div className={styles.body}>
        <Side {...side} />
        <section className={styles.found} aria-label={say(`library.kind.${query.kind}`)}>
          <Chips library={library} />
          <SearchHint query={query} />
          {query.kind === 'incident' && <News />}
          {search.see && (
            <Suspense fallback={<Waiting />}>
              <Sights library={library} see={search.see} />
            </Suspense>
          )}
          {selecting && (
            <Suspense fallback={<Waiting />}>
              <Bulk query={meant} total={total} selection={selection} onDone={() => setSelecting(false)} />
            </Suspense>
          )}
          {list.isPending && <Waiting />}
          {list.error && <Trouble error={list.error} again={list.refetch} />}
          {list.data && rows.length === 0 && <Empty library={library} />}
          {rows.length > 0 &&
            (narrow ? (
              <LibraryCards
                rows={rows}
                columns={columns.shown}
                fields={fields}
                selection={selecting ? selection : null}
              />
            ) : (
              <LibraryTable
                rows={rows}
                total={total}
                columns={columns.shown}
                fields={fields}
                dense={!roomy && !selecting && !coarse}
                selection={selecting ? selection : null}
              />
            ))}
          {list.hasNextPage && (
            <More
              waiting={list.isFetchingNextPage}
              failed={list.isFetchNextPageError}
              onMore={() => void list.fetchNextPage()}
            />
          )}
        </section>
      </div>
    </>
  );
}

/** The next page comes when its place comes near the eye; the button is for when it did not. */
function More({ waiting, failed, onMore }: { waiting: boolean; failed: boolean; onMore: () => void }) {
  const { say } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    if (waiting || failed || !place.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) more.current();
      },
      { root: document.getElementById('main'), rootMargin: '600px' },
    );
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [waiting, failed]);
  return (
    <div ref={place} className={styles.more}>
      <Button variant="default" loading={waiting} onClick={onMore}>
        {say('list.more')}
      </Button>
    </div>
  );
}
