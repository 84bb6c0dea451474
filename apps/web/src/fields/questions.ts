import type { CustomField, OwnTerm } from '@cairn/model';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';

export interface Additions {
  fields: CustomField[];
  terms: OwnTerm[];
}

/** Fields, terms and coding rules of a compartment, by its id. */
export const additions = (compartment: string) =>
  queryOptions({
    queryKey: ['fields', compartment],
    queryFn: ({ signal }) => read<Additions>(`/api/v1/fields?compartment=${encodeURIComponent(compartment)}`, signal),
  });
