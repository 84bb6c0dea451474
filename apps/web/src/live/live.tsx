import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Refused, read } from '../api/client.ts';
import type { AnyRecord, Page, SessionAnswer } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { type Announced, listen, type Means } from './stream.ts';

interface LiveState {
  line: 'open' | 'down';
  /** Incidents that were made or changed since the list was read, by id. */
  news: ReadonlyMap<string, number>;
  /** Others may have come that were not named one by one. */
  more: boolean;
  /** The list was read anew. */
  taken: () => void;
  /** One's own change is no news. */
  mine: (id: string, revision: number) => void;
}

const LiveContext = createContext<LiveState | null>(null);

const means: Means = {
  open: () => new EventSource('/api/v1/live'),
  async alive() {
    try {
      await read('/api/v1/session');
      return true;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return false;
      throw error;
    }
  },
  later(call, milliseconds) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The newest revision of a record that this page has read, in whichever answer. */
function revisionRead(client: QueryClient, id: string): number {
  const alone = client.getQueryData<AnyRecord>(['record', id])?.revision ?? 0;
  const lists = client.getQueriesData<{ pages: Page<AnyRecord>[] }>({ queryKey: ['library'] });
  const listed = lists.flatMap(([, list]) => list?.pages.flatMap(({ records }) => records) ?? []);
  return Math.max(alone, ...listed.filter((each) => each.id === id).map(({ revision }) => revision));
}

/** Asks again for what the page shows of these records. Lists stay: rows that jump under the hand help nobody. */
function refresh(client: QueryClient, records: readonly Announced[]): void {
  for (const { id } of records) {
    void client.invalidateQueries({ queryKey: ['record', id] });
    void client.invalidateQueries({ queryKey: ['revisions', id] });
  }
  if (records.some(({ kind }) => kind !== 'incident')) void client.invalidateQueries({ queryKey: ['related'] });
}

const shownApartFromLists = ({ queryKey: [name] }: { queryKey: readonly unknown[] }) =>
  name !== 'library' && name !== 'facets' && name !== 'vocabularies';

/** One line to the server for this tab: what others change shows here within seconds. */
export function Live({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { onEnded, setWho } = useVisit();
  const [line, setLine] = useState<'open' | 'down'>('open');
  const [news, setNews] = useState<ReadonlyMap<string, number>>(new Map());
  const [more, setMore] = useState(false);
  const own = useRef(new Map<string, number>());
  // One line for the whole visit, whichever functions the visit hands down meanwhile.
  const visit = useRef({ onEnded, setWho });
  visit.current = { onEnded, setWho };

  useEffect(() => {
    const unread = ({ id, revision }: Announced) =>
      revision > Math.max(revisionRead(client, id), own.current.get(id) ?? 0);
    return listen(means, {
      onRecords(records, more) {
        const fresh = records.filter(unread);
        refresh(client, fresh);
        for (const name of ['desk', 'batches']) void client.invalidateQueries({ queryKey: [name] });
        if (more) {
          setMore(true);
          void client.invalidateQueries({ predicate: shownApartFromLists });
        }
        const incidents = fresh.filter(({ kind }) => kind === 'incident');
        if (incidents.length === 0) return;
        setNews((before) => new Map([...before, ...incidents.map(({ id, revision }) => [id, revision] as const)]));
      },
      async onRights() {
        try {
          visit.current.setWho(await read<SessionAnswer>('/api/v1/session'));
          await client.resetQueries();
        } catch (error) {
          if (error instanceof Refused && error.status === 401) visit.current.onEnded();
        }
      },
      onEnded: () => visit.current.onEnded(),
      onLine(state, again) {
        setLine(state);
        if (!again) return;
        setMore(true);
        // A list stays as it is read, unless what stands there is that it could not be read.
        const stale = (query: Query) => shownApartFromLists(query) || query.state.status === 'error';
        void client.invalidateQueries({ predicate: stale });
      },
    });
  }, [client]);

  const taken = useCallback(() => {
    setNews(new Map());
    setMore(false);
  }, []);

  const state = useMemo<LiveState>(
    () => ({
      line,
      news,
      more,
      taken,
      mine: (id, revision) => {
        own.current.set(id, revision);
        setNews((before) => new Map([...before].filter(([each]) => each !== id)));
      },
    }),
    [line, news, more, taken],
  );
  return <LiveContext value={state}>{children}</LiveContext>;
}

/** What came over the line. @throws Error outside of {@link Live} */
export function useLive(): LiveState {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive is called outside of Live');
  return live;
}
