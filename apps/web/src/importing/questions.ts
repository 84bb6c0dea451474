import type { TableMapping } from '@cairn/model';
import { queryOptions } from '@tanstack/react-query';
import { post, read } from '../api/client.ts';
import type { AnyRecord } from '../api/shapes.ts';
import type { BookReport, FileForm, FixedFormat, ImportReport, Job, Preview, Sent, TriedRow } from './shapes.ts';

export const formats = queryOptions({
  queryKey: ['imports', 'formats'],
  queryFn: async ({ signal }) => (await read<{ formats: FixedFormat[] }>('/api/v1/imports', signal)).formats,
});

/** A job, asked for again as long as it goes on. */
export const job = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'job', id],
    queryFn: ({ signal }) => read<Job<ImportReport & BookReport>>(`/api/v1/imports/${id}`, signal),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
    gcTime: 0,
  });

export const isOver = ({ phase }: Pick<Job<unknown>, 'phase'>): boolean => phase === 'done' || phase === 'failed';

export interface SavedMapping {
  id: string;
  title: string;
  mapping: TableMapping;
}

/** Mappings that somebody kept in the compartment. */
export const savedMappings = (compartment: string) =>
  queryOptions({
    queryKey: ['records', 'mappings', compartment],
    queryFn: async ({ signal }) => {
      const path = `/api/v1/records?kind=mapping&limit=200&compartment=${compartment}`;
      const { records } = await read<{ records: AnyRecord[] }>(path, signal);
      return records.map(({ id, body }): SavedMapping => {
        const { title, mapping } = body as unknown as SavedMapping;
        return { id, title, mapping };
      });
    },
  });

export const preview = (upload: string, name: string, file: FileForm) =>
  post<Preview>('/api/v1/imports/preview', { upload, name, file });

export const tryMapping = (upload: string, mapping: TableMapping) =>
  post<{ rows: TriedRow[] }>('/api/v1/imports/try', { upload, mapping });

type What = { format: string } | { mapping: TableMapping };

export const begin = ({ upload, name, compartment }: Sent, dryRun: boolean, what: What) =>
  post<Job<ImportReport>>('/api/v1/imports', { upload, name, compartment, dryRun, ...what });

export const bringBack = ({ upload, name, compartment }: Sent, dryRun: boolean, reason: string) =>
  post<Job<BookReport>>('/api/v1/imports/workbook', { upload, name, compartment, dryRun, reason });

export const keepMapping = (compartment: string, title: string, mapping: TableMapping, reason: string) =>
  post('/api/v1/records', { kind: 'mapping', compartment, body: { title, mapping }, reason });

export const decide = (given: {
  batch: string;
  revision: number;
  decisions: { index: number; take: boolean }[];
  reason: string;
}) => post<AnyRecord>('/api/v1/imports/conflicts', given);
