import { queryOptions } from '@tanstack/react-query';
import { read, readText } from './client.ts';
import type { AnyRecord, Integrity, Revision, Vocabulary } from './shapes.ts';

/** What narrows lists beside their own filters. Held in memory alone: an address bar and a browser's history keep words. */
export interface Filter {
  text: string;
  /** A compartment's id, or '' for all that the reader may enter. */
  compartment: string;
}

export const NO_FILTER: Filter = { text: '', compartment: '' };

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
