import { queryOptions } from '@tanstack/react-query';
import { post, read } from '../api/client.ts';
import type { BatchRow, Done, LinksTaken, Outcome, Standing, Suggestion, Taken, TelegramTaken } from './shapes.ts';

/** All batches that the reader may see, of one compartment or of all. */
export const batchList = (compartment: string) =>
  queryOptions({
    queryKey: ['batches', compartment],
    queryFn: async ({ signal }) => {
      const query = compartment ? `?${new URLSearchParams({ compartment })}` : '';
      return (await read<{ batches: BatchRow[] }>(`/api/v1/batches${query}`, signal)).batches;
    },
    staleTime: 0,
  });

export const batch = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => read<BatchRow>(`/api/v1/batches/${encodeURIComponent(id)}`, signal),
  });

/** Incidents to which an entry may belong. */
export const suggestions = (batch: string, entry: string, text: string) =>
  queryOptions({
    queryKey: ['triage-incidents', batch, text ? '' : entry, text],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ entry, ...(text ? { text } : {}) });
      const path = `/api/v1/batches/${encodeURIComponent(batch)}/incidents?${query}`;
      return (await read<{ incidents: Suggestion[] }>(path, signal)).incidents;
    },
    // What was made a moment ago is among the likely ones.
    staleTime: 0,
  });

/** @throws Refused */
export const takeInHand = (batch: string, n: number, standing: Standing): Promise<Taken> =>
  post<Taken>(`/api/v1/batches/${batch}/take`, { n, standing });

/** @throws Refused */
export const decideOn = (
  batch: string,
  decisions: readonly (Pick<Done, 'entry' | 'as' | 'revision'> & { incident?: string; title?: string })[],
): Promise<Outcome> => post<Outcome>(`/api/v1/batches/${batch}/decide`, { decisions });

/** @throws Refused */
export const giveBack = (batch: string): Promise<unknown> => post(`/api/v1/batches/${batch}/release`, {});

/** @throws Refused */
export const uncover = (batch: string, reason: string): Promise<void> =>
  post(`/api/v1/batches/${batch}/uncover`, { reason });

export interface NewBatch {
  compartment: string;
  title: string;
  personal: boolean;
  reason: string;
}

/** @throws Refused */
export const makeBatch = (given: NewBatch & { batchKind: string; origin?: string }): Promise<BatchRow> =>
  post<BatchRow>('/api/v1/batches', given);

/** @throws Refused */
export const takeLinks = (given: NewBatch & { links: readonly string[] }): Promise<LinksTaken> =>
  post<LinksTaken>('/api/v1/batches/links', given);

/** @throws Refused */
export const takeMessages = (
  batch: string,
  given: {
    chat: { name: string; type: string; id: string };
    messages: readonly unknown[];
    files: readonly { upload: string; path: string }[];
    reason: string;
  },
): Promise<TelegramTaken> => post<TelegramTaken>(`/api/v1/batches/${batch}/telegram`, given);
