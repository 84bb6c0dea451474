import { type LibraryQuery, printQuery } from '@cairn/model';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Area, GazetteerPlace, MapAnswer, TimelineAnswer } from './shapes.ts';

export type Step = 'day' | 'month' | 'year';

const and = (query: string, more: string) => (query === '' ? more : `${query}&${more}`);

/** What is in sight; the query's own area is left aside, or nothing outside of it could be chosen. */
export function inSight({ bbox: _, ...query }: LibraryQuery, zoom: number, area: Area) {
  const text = and(printQuery(query), `zoom=${zoom}&bbox=${area.join(',')}`);
  return queryOptions({
    queryKey: ['library', 'map', text],
    queryFn: ({ signal }) => read<MapAnswer>(`/api/v1/library/map?${text}`, signal),
    placeholderData: keepPreviousData,
  });
}

/** When things happened; the query's own days are left aside. */
export function overTime({ from: _, to: __, ...query }: LibraryQuery, step: Step) {
  const text = and(printQuery(query), `by=${step}`);
  return queryOptions({
    queryKey: ['library', 'timeline', text],
    queryFn: ({ signal }) => read<TimelineAnswer>(`/api/v1/library/timeline?${text}`, signal),
    placeholderData: keepPreviousData,
  });
}

/** Places of that name, now or formerly. */
export function placesNamed(name: string, language: string, compartment: string) {
  const text = new URLSearchParams({ q: name, language, limit: '12', ...(compartment ? { compartment } : {}) });
  return queryOptions({
    queryKey: ['gazetteer', String(text)],
    queryFn: async ({ signal }) =>
      (await read<{ places: GazetteerPlace[] }>(`/api/v1/gazetteer?${text}`, signal)).places,
    enabled: name.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 600_000,
  });
}

/** The places nearest to a point. */
export const placesNear = (latitude: number, longitude: number, language: string) =>
  queryOptions({
    queryKey: ['gazetteer', 'near', latitude, longitude, language],
    queryFn: async ({ signal }) =>
      (
        await read<{ places: GazetteerPlace[] }>(
          `/api/v1/gazetteer/reverse?latitude=${latitude}&longitude=${longitude}&language=${language}`,
          signal,
        )
      ).places,
    staleTime: 600_000,
  });
