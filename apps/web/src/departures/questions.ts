import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Departure } from './shapes.ts';

interface Page {
  departures: Departure[];
  next: string | null;
}

/** What left the reader's compartments, the newest first. */
export const departures = infiniteQueryOptions({
  queryKey: ['departures'],
  queryFn: ({ pageParam, signal }) =>
    read<Page>(`/api/v1/departures?limit=50${pageParam === '' ? '' : `&cursor=${pageParam}`}`, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next,
});

/** Within how many hours an incident warns when it leaves. */
export const delay = queryOptions({
  queryKey: ['departures', 'delay'],
  queryFn: async ({ signal }) => (await read<{ hours: number }>('/api/v1/departures/delay', signal)).hours,
});
