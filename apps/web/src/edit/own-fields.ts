import { queryOptions } from '@tanstack/react-query';
import { Refused, read } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import type { Vocabulary } from '../api/shapes.ts';
import type { CustomType } from './custom-form.ts';

type Translated = { en: string; uk: string };

/** A field that the organisation added for itself, with what it means and how it is coded. */
export interface OwnField {
  key: string;
  kind: string;
  label: Translated;
  type: CustomType;
  options?: { code: string; label: Translated }[];
  definition?: Translated;
  rule?: Translated;
  retired?: boolean;
}

/** The fields that a compartment added. Where the instance knows of none, there are none. */
export const ownFields = (compartment: string) =>
  queryOptions({
    queryKey: ['own-fields', compartment],
    queryFn: async ({ signal }): Promise<OwnField[]> => {
      try {
        const query = new URLSearchParams({ compartment });
        return (await read<{ fields: OwnField[] }>(`/api/v1/fields?${query}`, signal)).fields;
      } catch (error) {
        if (error instanceof Refused && (error.status === 404 || error.status === 403)) return [];
        throw error;
      }
    },
    enabled: compartment !== '',
    staleTime: 300_000,
  });

/** The vocabularies with the terms and coding rules of one compartment; of all that the reader may enter without one. */
export const vocabulariesIn = (compartment: string) =>
  queryOptions({
    queryKey: compartment === '' ? vocabularies.queryKey : ['vocabularies', compartment],
    queryFn: ({ signal }) => {
      const query = compartment === '' ? '' : `?${new URLSearchParams({ compartment })}`;
      return read<Vocabulary[]>(`/api/v1/vocabularies${query}`, signal);
    },
    staleTime: 300_000,
  });

/** The words by which the compartment's incidents are found together already. */
export const knownTags = (compartment: string, kind: string) =>
  queryOptions({
    queryKey: ['tags', compartment, kind],
    queryFn: async ({ signal }): Promise<string[]> => {
      try {
        const query = new URLSearchParams({ kind, compartment, of: 'tag' });
        const { facets } = await read<{ facets: { codes: { code: string }[] }[] }>(
          `/api/v1/library/facets?${query}`,
          signal,
        );
        return facets.flatMap(({ codes }) => codes.map(({ code }) => code));
      } catch (error) {
        // Completion is a comfort: without it, tags are typed.
        if (error instanceof Refused) return [];
        throw error;
      }
    },
    enabled: compartment !== '',
    staleTime: 60_000,
  });
