import { type LibraryQuery, printQuery } from '@cairn/model';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Facet, LibraryPage, NameReason, OwnField, Row, View } from './shapes.ts';

const PAGE = 100;

/** What a short reference looks like (`HAR-000005`); names of weapons do as well, so it decides nothing by itself. */
export const REFERENCE = /^[A-Z][A-Z0-9]{1,7}-\d{1,9}$/i;

/** Address of one page of what is found. */
export function libraryPath(query: LibraryQuery, cursor = '', limit = PAGE): string {
  const page = new URLSearchParams({ limit: String(limit), ...(cursor ? { cursor } : {}) });
  return `/api/v1/library?${[printQuery(query), String(page)].filter(Boolean).join('&')}`;
}

/** The record of one reference, if the reader may see it and it is of this kind. @throws Refused */
export async function named(
  query: Pick<LibraryQuery, 'kind' | 'compartment'>,
  reference: string,
  signal?: AbortSignal,
): Promise<Row[]> {
  const { kind, compartment } = query;
  const asked = new URLSearchParams({ kind, reference, ...(compartment ? { compartment } : {}) });
  return (await read<{ records: Row[] }>(`/api/v1/records?${asked}`, signal)).records;
}

/** Most names that one search brings; whoever looks for more writes more of the name. */
const MOST_NAMES = 100;

/** Actors whose public names are like these words in whichever script, the nearest first; null where none is. */
async function byName({ text = '', ...query }: LibraryQuery, signal: AbortSignal): Promise<LibraryPage | null> {
  const { compartment } = query;
  const asked = new URLSearchParams({ q: text, limit: String(MOST_NAMES), ...(compartment ? { compartment } : {}) });
  const { records: found } = await read<{ records: { id: string; why: NameReason }[] }>(
    `/api/v1/names?${asked}`,
    signal,
  );
  if (found.length === 0) return null;
  const why = new Map(found.map((each) => [each.id, each.why]));
  const { records } = await read<LibraryPage>(libraryPath({ ...query, records: [...why.keys()] }, '', 200), signal);
  const order = [...why.keys()];
  const nearest = records.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return {
    records: nearest.map((row) => ({ ...row, why: why.get(row.id) ?? 'similar' })),
    next: null,
    total: { n: records.length, exact: found.length < MOST_NAMES },
  };
}

async function libraryPage(query: LibraryQuery, cursor: string, signal: AbortSignal): Promise<LibraryPage> {
  if (!cursor && query.text && REFERENCE.test(query.text)) {
    const records = await named(query, query.text, signal);
    if (records.length > 0) return { records, next: null, total: { n: records.length, exact: true } };
  }
  if (!cursor && query.text && query.kind === 'actor') {
    const like = await byName(query, signal);
    if (like) return like;
  }
  return read<LibraryPage>(libraryPath(query, cursor), signal);
}

/** What stands for a search by name where only records themselves can be asked for: an export, a change of many. */
export function asRecords(query: LibraryQuery, rows: readonly Row[]): LibraryQuery {
  if (query.kind !== 'actor' || !query.text || rows[0]?.why === undefined) return query;
  const { text: _, ...rest } = query;
  return { ...rest, records: rows.map(({ id }) => id) };
}

export const libraryList = (query: LibraryQuery) =>
  infiniteQueryOptions({
    queryKey: ['library', printQuery(query)],
    queryFn: ({ pageParam, signal }) => libraryPage(query, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // What is new is told above the list; its rows stay where they are until the reader asks.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** How many of what is found have which code, by scheme. */
export const libraryFacets = (query: LibraryQuery, schemes: readonly string[]) =>
  queryOptions({
    queryKey: ['facets', printQuery(query), schemes.join()],
    queryFn: async ({ signal }) => {
      const asked = [printQuery({ ...query, sort: '-changed' }), `of=${schemes.map(encodeURIComponent).join(',')}`];
      return (await read<{ facets: Facet[] }>(`/api/v1/library/facets?${asked.filter(Boolean).join('&')}`, signal))
        .facets;
    },
    // The counts that stood stay until the new ones are there: a list that blinks cannot be read.
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });

/** The views that the teams of the reader have saved. */
export const savedViews = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) =>
    (await read<{ records: View[] }>('/api/v1/records?kind=view&limit=200', signal)).records,
});

/** The fields that a team added, which may stand as columns. */
export const ownFields = (compartment: string) =>
  queryOptions({
    queryKey: ['fields', compartment, 'columns'],
    queryFn: async ({ signal }) =>
      (await read<{ fields: OwnField[] }>(`/api/v1/fields?compartment=${encodeURIComponent(compartment)}`, signal))
        .fields,
  });
