import { queryOptions } from '@tanstack/react-query';
import { post, read } from '../api/client.ts';
import type { Actor, Name, Page } from '../api/shapes.ts';
import type { Direction, Relations } from './shapes.ts';

const path = (id: string, query: Record<string, string>) =>
  `/api/v1/records/${encodeURIComponent(id)}/relations?${new URLSearchParams(query)}`;

/** How much is tied to a record, by type and direction, without the links themselves. */
export const readHub = (id: string): Promise<Relations> => read(path(id, { group: '1', limit: '0' }));

/** Links of one type and direction, a page at a time. */
export function readLinks(
  id: string,
  { type, direction, cursor }: { type: string; direction: Direction; cursor: string | null },
): Promise<Relations> {
  return read(path(id, { type, direction, limit: '200', ...(cursor ? { cursor } : {}) }));
}

/** The record itself and, of an incident, its acts. */
export const hub = (id: string) =>
  queryOptions({ queryKey: ['relations', 'hub', id], queryFn: () => readHub(id), staleTime: 0 });

/** An actor that was found by a name. */
export interface FoundActor {
  id: string;
  reference: string;
  actorType?: string;
  names: (Name | string)[];
  why: 'same' | 'transliterated' | 'sounds-alike' | 'similar';
}

/** Those found by name, then those found by another word: whoever is a source is called by a code. */
function together(named: readonly FoundActor[], worded: readonly Actor[]): FoundActor[] {
  const ids = new Set(named.map(({ id }) => id));
  const more = worded
    .filter(({ id }) => !ids.has(id))
    .map(({ id, reference, body: { names = [], actorType, sourceCode } }) => ({
      ...{ id, reference, names: sourceCode ? [sourceCode] : names, why: 'same' as const },
      ...(actorType === undefined ? {} : { actorType }),
    }));
  return [...named, ...more];
}

/** Actors of a compartment by a public name, in any spelling, or by a code. */
export const actorsNamed = (compartment: string, q: string) =>
  queryOptions({
    queryKey: ['names', compartment, q],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ q, compartment, limit: '50' });
      const words = new URLSearchParams({ text: q, compartment, kind: 'actor', limit: '50' });
      const [named, worded] = await Promise.all([
        read<{ records: FoundActor[] }>(`/api/v1/names?${query}`, signal),
        read<Page<Actor>>(`/api/v1/search?${words}`, signal),
      ]);
      return together(named.records, worded.records);
    },
    enabled: q.length > 1 && compartment !== '',
    staleTime: 0,
    placeholderData: (before) => before,
  });

export interface NewLink {
  from: string;
  to: string;
  type: string;
  degree?: { scheme: string; code: string };
  basis: { statementId?: string; itemId?: string }[];
}

/** @throws Refused */
export const addLinks = (links: readonly NewLink[], reason: string) => post('/api/v1/relations', { links, reason });
