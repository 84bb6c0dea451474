import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { post, read } from '../api/client.ts';
import type { MergedGroup, Pair } from './shapes.ts';

export interface PairsAsked {
  compartment: string;
  kind: 'incident' | 'actor';
  batch: string;
  record: string;
}

/** Pairs that nobody has decided on, the most alike first. */
export const pairs = ({ compartment, kind, batch, record }: PairsAsked) =>
  infiniteQueryOptions({
    queryKey: ['duplicates', compartment, kind, batch, record],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ kind });
      if (compartment) query.set('compartment', compartment);
      if (batch) query.set('batch', batch);
      if (record) query.set('record', record);
      if (pageParam) query.set('cursor', pageParam);
      return read<{ pairs: Pair[]; next: string | null }>(`/api/v1/duplicates?${query}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // A pair that was decided goes by itself; the others stay where they are under the hand.
    refetchOnWindowFocus: false,
  });

export type ComparingAsked = Partial<PairsAsked>;

/** How often a search that goes on is asked how far it is, in milliseconds. */
const SOON = 2_000;

/** How many records are still to be compared; asked again as long as there are any. */
export const comparing = (asked: ComparingAsked) =>
  queryOptions({
    queryKey: ['comparing', asked],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
      return read<{ n: number; more: boolean }>(`/api/v1/duplicates/comparing?${query}`, signal);
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.n > 0 ? SOON : false),
  });

/** The records that are one with a record by decision. */
export const mergedGroup = (id: string) =>
  queryOptions({
    queryKey: ['same', id],
    queryFn: ({ signal }) => read<MergedGroup>(`/api/v1/records/${encodeURIComponent(id)}/same`, signal),
  });

export interface DecisionGiven {
  a: string;
  b: string;
  as: 'same' | 'different';
  main?: string;
  reasons: string;
}

/** @throws Refused */
export const decide = (given: DecisionGiven) => post<{ id: string }>('/api/v1/duplicates/decisions', given);

/** @throws Refused */
export const withdraw = (link: string, reasons: string) =>
  post(`/api/v1/duplicates/decisions/${link}/withdraw`, { reasons });
