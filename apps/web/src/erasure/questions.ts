import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Erased, Erasure, ErasureShown } from './shapes.ts';

const NOW_AND_THEN = 60_000;

/** Requests of all compartments that the reader may know of, the newest first. */
export const erasures = queryOptions({
  queryKey: ['erasures'],
  queryFn: async ({ signal }) => (await read<{ erasures: Erasure[] }>('/api/v1/erasures', signal)).erasures,
  refetchInterval: NOW_AND_THEN,
});

export const erasure = (id: string) =>
  queryOptions({
    queryKey: ['erasures', id],
    queryFn: ({ signal }) => read<ErasureShown>(`/api/v1/erasures/${encodeURIComponent(id)}`, signal),
  });

/** What is gone of a record, claim by claim. */
export const erased = (record: string) =>
  queryOptions({
    queryKey: ['record', record, 'erased'],
    queryFn: async ({ signal }) =>
      (await read<{ erased: Erased[] }>(`/api/v1/records/${encodeURIComponent(record)}/erased`, signal)).erased,
  });
