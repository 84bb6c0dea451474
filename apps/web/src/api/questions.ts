import { periodOf } from '@cairn/model';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read, readText } from './client.ts';
import type { AnyRecord, Incident, Integrity, Page, Revision, Vocabulary } from './shapes.ts';

const PAGE = 60;

/** What the list shows. It lives in memory alone: an address bar and a browser history would keep the words. */
export interface Filter {
  text: string;
  /** A compartment's id, or '' for all that the reader may enter. */
  compartment: string;
  /** First and last day, both included, in the organisation's zone; '' is open. */
  from: string;
  to: string;
  /** A code of `act-type`, or '' for any. */
  act: string;
  /** Words of a place's name. */
  place: string;
  /** A circle that the incident's own circle must reach into. */
  near: { latitude: number; longitude: number; km: number } | null;
}

export const NO_FILTER: Filter = { text: '', compartment: '', from: '', to: '', act: '', place: '', near: null };

/** Whether anything beside words and compartment narrows the list. */
export function isNarrowed({ from, to, act, place, near }: Filter): boolean {
  return Boolean(from || to || act || place || near);
}

/** The days in the organisation's zone as instants; the end is the first moment after the last day. */
function periodQuery({ from, to }: Filter): Record<string, string> {
  if (!from && !to) return {};
  const given = { ...(from ? { start: from } : {}), ...(to ? { end: to } : {}), precision: 'day' as const };
  const { start, end } = periodOf(given);
  return { ...(from && start ? { from: start } : {}), ...(to && end ? { to: end } : {}) };
}

function listPath(filter: Filter, cursor: string): string {
  const { text, compartment, act, place, near } = filter;
  const query = new URLSearchParams({ kind: 'incident', limit: String(PAGE) });
  if (compartment) query.set('compartment', compartment);
  if (cursor) query.set('cursor', cursor);
  if (!text && !isNarrowed(filter)) return `/api/v1/records?${query}`;
  const more = {
    ...(text ? { text } : {}),
    ...(act ? { act } : {}),
    ...(place ? { place } : {}),
    ...(near ? { near: `${near.latitude},${near.longitude},${near.km}` } : {}),
    ...periodQuery(filter),
  };
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `/api/v1/search?${query}`;
}

/** What a short reference looks like (`HAR-000005`); names of weapons do as well, so it decides nothing by itself. */
const REFERENCE = /^[A-Z][A-Z0-9]{1,7}-\d{1,9}$/i;

function referencePath({ text, compartment }: Filter): string {
  const query = new URLSearchParams({ kind: 'incident', reference: text });
  if (compartment) query.set('compartment', compartment);
  return `/api/v1/records?${query}`;
}

async function incidentPage(filter: Filter, cursor: string, signal: AbortSignal): Promise<Page<Incident>> {
  if (!cursor && !isNarrowed(filter) && REFERENCE.test(filter.text)) {
    const named = await read<Page<Incident>>(referencePath(filter), signal);
    if (named.records.length > 0) return named;
  }
  return read<Page<Incident>>(listPath(filter, cursor), signal);
}

export const incidentList = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['incidents', filter],
    queryFn: ({ pageParam, signal }) => incidentPage(filter, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // What is new is told above the list; its rows stay where they are until the reader asks.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const record = <R extends AnyRecord>(id: string) =>
  queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => read<R>(`/api/v1/records/${encodeURIComponent(id)}`, signal),
  });

export const related = (id: string) =>
  queryOptions({
    queryKey: ['related', id],
    queryFn: async ({ signal }) =>
      (await read<{ records: AnyRecord[] }>(`/api/v1/records/${encodeURIComponent(id)}/related`, signal)).records,
  });

const SOON = 2_000;

export const revisions = (id: string) =>
  queryOptions({
    queryKey: ['revisions', id],
    queryFn: async ({ signal }) =>
      (await read<{ revisions: Revision[] }>(`/api/v1/records/${encodeURIComponent(id)}/revisions`, signal)).revisions,
    // A fresh revision enters the log within seconds; its leaf is worth asking for again.
    refetchInterval: ({ state }) => (state.data?.some(({ leaf }) => leaf === null) ? SOON : false),
  });

/**
 * Makes a proof file of one revision, as text, exactly as it is handed on. It discloses the named fields and no others,
 * beside which record and revision it is.
 * @throws Refused
 */
export function makeProof(id: string, revision: number, disclose: readonly string[]): Promise<string> {
  const query = new URLSearchParams({ revision: String(revision), disclose: ['revision', ...disclose].join(',') });
  return readText(`/api/v1/records/${encodeURIComponent(id)}/proof?${query}`);
}

/** A proof that discloses no field: for showing the checkpoint that it rests on. */
export const bareProof = (id: string, revision: number) =>
  queryOptions({ queryKey: ['proof', id, revision], queryFn: () => makeProof(id, revision, []) });

const NOW_AND_THEN = 60_000;

export const integrity = queryOptions({
  queryKey: ['integrity'],
  queryFn: ({ signal }) => read<Integrity>('/api/v1/integrity', signal),
  refetchInterval: NOW_AND_THEN,
});

/** What this browser keeps of the log, once the server has shown how its log continues it. */
export const logMemory = queryOptions({
  queryKey: ['log-memory'],
  // The arithmetic of the log comes after the page can be read.
  queryFn: async ({ signal }) => (await import('../anchor/watch.ts')).watchLog(signal),
  refetchInterval: NOW_AND_THEN,
});

export const vocabularies = queryOptions({
  queryKey: ['vocabularies'],
  queryFn: async ({ signal }) => {
    const answer = await read<Vocabulary[] | { vocabularies: Vocabulary[] }>('/api/v1/vocabularies', signal);
    return Array.isArray(answer) ? answer : answer.vocabularies;
  },
  staleTime: Number.POSITIVE_INFINITY,
});
