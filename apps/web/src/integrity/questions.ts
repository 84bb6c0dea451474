import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Anchors, FilesState } from './shapes.ts';

const NOW_AND_THEN = 60_000;

/** Who outside holds the log, and whose logs are watched from here. */
export const anchors = queryOptions({
  queryKey: ['anchors'],
  queryFn: ({ signal }) => read<Anchors>('/api/v1/anchors', signal),
  refetchInterval: NOW_AND_THEN,
});

/** Whether the files are as they came in, where they lie and what reads them. */
export const filesState = queryOptions({
  queryKey: ['files-state'],
  queryFn: ({ signal }) => read<FilesState>('/api/v1/evidence/state', signal),
  refetchInterval: NOW_AND_THEN,
});
