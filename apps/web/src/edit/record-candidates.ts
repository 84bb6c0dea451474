import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { AnyRecord, Page } from '../api/shapes.ts';
import type { ItemPage } from '../evidence/shapes.ts';
import { recordName } from '../incident/naming.ts';
import type { Label } from '../vocabulary/labels.ts';
import type { Language } from '../words/words.ts';

export type Nameable = 'actor' | 'incident' | 'item';

/** A record that can be named. */
export interface Candidate {
  id: string;
  reference: string;
  name: string;
}

/** How many of the newest are looked through by their names. */
const NEWEST = 200;
/** How many are offered at once. */
const OFFERED = 8;
const REFERENCE = /^[A-Z][A-Z0-9]{1,7}-\d{1,9}$/i;

/** The newest records of a kind in a compartment. Copies that were made for showing are none of them. */
export const newest = (kind: Nameable, compartment: string, label: Label, language: Language) =>
  queryOptions({
    queryKey: ['candidates', kind, compartment, language],
    queryFn: async ({ signal }): Promise<Candidate[]> => {
      const query = new URLSearchParams({ compartment, limit: String(NEWEST) });
      if (kind === 'item') {
        const { items } = await read<ItemPage>(`/api/v1/items?${query}`, signal);
        return items.map(({ id, reference, title, name }) => ({ id, reference, name: title ?? name ?? reference }));
      }
      query.set('kind', kind);
      const { records } = await read<Page<AnyRecord>>(`/api/v1/records?${query}`, signal);
      return records.map((each) => ({
        id: each.id,
        reference: each.reference,
        name: recordName(each, label, language),
      }));
    },
    staleTime: 0,
  });

/** The record with a whole reference, however old it is. */
export const byReference = (
  kind: Nameable,
  compartment: string,
  given: { reference: string; label: Label; language: Language },
) =>
  queryOptions({
    queryKey: ['candidates', kind, compartment, given.reference.toUpperCase(), given.language],
    queryFn: async ({ signal }): Promise<Candidate[]> => {
      const query = new URLSearchParams({ kind, compartment, reference: given.reference });
      const { records } = await read<Page<AnyRecord>>(`/api/v1/records?${query}`, signal);
      const { label, language } = given;
      return records.map((each) => ({
        id: each.id,
        reference: each.reference,
        name: recordName(each, label, language),
      }));
    },
    enabled: REFERENCE.test(given.reference),
  });

/** Those whose name or reference has these words, the newest first. */
export function matching(among: readonly Candidate[], words: string, but: string | null): Candidate[] {
  const sought = words.trim().toLocaleLowerCase();
  return among
    .filter(({ id }, at) => id !== but && among.findIndex((each) => each.id === id) === at)
    .filter(({ name, reference }) => `${name} ${reference}`.toLocaleLowerCase().includes(sought))
    .slice(0, OFFERED);
}
