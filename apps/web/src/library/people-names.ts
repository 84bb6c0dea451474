import { useQueries } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { people } from '../people/questions.ts';
import type { Member } from '../people/shapes.ts';

const LONG = 300_000;

function onceEach(answers: readonly { data?: Member[] | undefined }[]): readonly Member[] {
  const members = answers.flatMap(({ data }) => data ?? []);
  const once = new Map(members.map((member) => [member.account, member]));
  return [...once.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Everybody who belongs to one of the reader's compartments, each once, by name. */
export function useColleagues(): readonly Member[] {
  const { who } = useVisit();
  return useQueries({
    queries: who.compartments.map(({ id }) => ({ ...people(id), staleTime: LONG })),
    combine: onceEach,
  });
}

/** The name of an account, as far as its owner shares a compartment with the reader; else what was given. */
export function usePeopleNames(): (account: string) => string {
  const colleagues = useColleagues();
  return useCallback(
    (account) => colleagues.find((member) => member.account === account)?.name ?? account,
    [colleagues],
  );
}
