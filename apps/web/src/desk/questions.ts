import type { DeskNeed, Urgency } from '@cairn/model';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';

/** One thing that waits for the reader. */
export interface Line {
  what: DeskNeed;
  /** What is opened. */
  record: string;
  kind: string;
  compartment: string;
  reference: string;
  /** Empty where it has none. */
  title: string;
  by?: string;
  text?: string;
  field?: string;
  level?: number;
  queue?: string;
  n?: number;
  more?: boolean;
  since: string;
  due?: string;
}

export type Desk = Record<Urgency, Line[]>;

/** The day where the reader sits. */
export function today(now = new Date()): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** What waits for the reader, of one compartment or of all. */
export const desk = (compartment: string) =>
  queryOptions({
    queryKey: ['desk', compartment],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ today: today(), ...(compartment ? { compartment } : {}) });
      return (await read<{ columns: Desk }>(`/api/v1/desk?${query}`, signal)).columns;
    },
    staleTime: 0,
    // Days go by while nothing changes.
    refetchInterval: 5 * 60_000,
  });
