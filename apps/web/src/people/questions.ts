import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Member, Opened, RightsChange, Sight } from './shapes.ts';

const at = (compartment: string) => `/api/v1/compartments/${encodeURIComponent(compartment)}`;

export const people = (compartment: string) =>
  queryOptions({
    queryKey: ['people', compartment],
    queryFn: async ({ signal }) => (await read<{ people: Member[] }>(`${at(compartment)}/people`, signal)).people,
  });

export const sight = (compartment: string, account: string) =>
  queryOptions({
    queryKey: ['people', compartment, 'sees', account],
    queryFn: ({ signal }) => read<Sight>(`${at(compartment)}/people/${encodeURIComponent(account)}/sees`, signal),
  });

export const opened = (compartment: string) =>
  infiniteQueryOptions({
    queryKey: ['people', compartment, 'activity'],
    queryFn: ({ pageParam, signal }) =>
      read<{ entries: Opened[]; next: string | null }>(
        `${at(compartment)}/activity${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ''}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const rightsHistory = (compartment: string) =>
  queryOptions({
    queryKey: ['people', compartment, 'history'],
    queryFn: async ({ signal }) =>
      (await read<{ changes: RightsChange[] }>(`${at(compartment)}/rights-history`, signal)).changes,
  });
