import { useQueries } from '@tanstack/react-query';
import { useVisit } from '../frame/visit.tsx';
import { ownFields } from './questions.ts';
import type { OwnField } from './shapes.ts';

const LONG = 300_000;

function byKey(answers: readonly { data?: OwnField[] | undefined }[]): ReadonlyMap<string, OwnField> {
  const all = answers.flatMap(({ data }) => data ?? []).filter(({ retired }) => !retired);
  return new Map(all.toReversed().map((field) => [field.key, field]));
}

/** The fields that the teams of the reader added, by key; of two teams that chose the same key the first one's. */
export function useOwnFields(): ReadonlyMap<string, OwnField> {
  const { who } = useVisit();
  return useQueries({
    queries: who.compartments.map(({ id }) => ({ ...ownFields(id), staleTime: LONG })),
    combine: byKey,
  });
}
