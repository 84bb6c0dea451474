import { type LibraryQuery, parseQuery, QUERY_FIELDS, queryPairs } from '@cairn/model';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import type { Filter } from '../api/questions.ts';
import { useVisit } from '../frame/visit.tsx';
import type { LibrarySearch } from './search.ts';

export interface LibraryState {
  query: LibraryQuery;
  /** Asks for something else. `replace` leaves no step behind for Back: for what changes while it is dragged. */
  ask: (query: LibraryQuery, options?: { replace?: boolean }) => void;
  search: LibrarySearch;
  /** Changes how it is shown, not what is asked. */
  show: (part: Pick<LibrarySearch, 'see' | 'columns' | 'view'>) => void;
}

function parametersOf(search: LibrarySearch): Record<string, string | readonly string[]> {
  const given = QUERY_FIELDS.flatMap((name) => {
    const value = search[name];
    if (value === undefined) return [];
    return [[name, typeof value === 'object' ? value.map(String) : String(value)] as const];
  });
  return Object.fromEntries(given);
}

/** The parameters of a query as an address holds them. Words are left out: a browser's history would keep them. */
export function searchOf(query: LibraryQuery): LibrarySearch {
  const search: Record<string, string | string[]> = {};
  for (const [name, value] of queryPairs(query)) {
    if (name === 'text') continue;
    const before = search[name];
    search[name] = before === undefined ? value : [before, value].flat();
  }
  return search;
}

function merged(search: LibrarySearch, { text, compartment }: Filter): LibraryQuery {
  const { query } = parseQuery(parametersOf(search));
  const words = query.text ?? text;
  const where = query.compartment ?? compartment;
  return { ...query, ...(words ? { text: words } : {}), ...(where ? { compartment: where } : {}) };
}

/**
 * What the library is asked for. It stands in the address, so that a link gives it to somebody else; words alone are
 * held in memory, and a link that brings words has them taken out of the address at once.
 */
export function useLibrary(): LibraryState {
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate();
  const { filter, setFilter } = useVisit();
  const query = useMemo(() => merged(search, filter), [search, filter]);

  // What a link brings is taken in once; from then on the bar above decides.
  const { text, compartment } = search;
  useEffect(() => {
    if (text === undefined && compartment === undefined) return;
    setFilter((before) => ({
      text: text === undefined ? before.text : String(text),
      compartment: compartment === undefined ? before.compartment : String(compartment),
    }));
  }, [text, compartment, setFilter]);
  useEffect(() => {
    if (text === undefined) return;
    const { text: _, ...rest } = search;
    void navigate({ to: '/library', search: rest, replace: true });
  }, [text, search, navigate]);

  const ask = useCallback<LibraryState['ask']>(
    (next, { replace = false } = {}) => {
      setFilter({ text: next.text ?? '', compartment: next.compartment ?? '' });
      const { see, columns, view } = search;
      const kept = { ...(see ? { see } : {}), ...(columns && next.kind === query.kind ? { columns } : {}) };
      void navigate({ to: '/library', search: { ...searchOf(next), ...kept, ...(view ? { view } : {}) }, replace });
    },
    [navigate, search, setFilter, query.kind],
  );

  const show = useCallback<LibraryState['show']>(
    (part) => {
      const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined && value !== '');
      void navigate({ to: '/library', search: Object.fromEntries(next) as LibrarySearch, replace: true });
    },
    [navigate, search],
  );

  return { query, ask, search, show };
}
