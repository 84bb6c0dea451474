import { type LibraryQuery, printQuery } from '@cairn/model';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Figures, Unit } from './shapes.ts';

/** The address of figures, as the server takes it. */
export function figuresPath(query: LibraryQuery, count: Unit, by: string): string {
  const rest = printQuery(query);
  return `/api/v1/figures?count=${count}&by=${encodeURIComponent(by)}${rest === '' ? '' : `&${rest}`}`;
}

export const figures = (query: LibraryQuery, count: Unit, by: string) =>
  queryOptions({
    queryKey: ['figures', figuresPath(query, count, by)],
    queryFn: ({ signal }) => read<Figures>(figuresPath(query, count, by), signal),
  });
