import { useQuery } from '@tanstack/react-query';
import { useVisit } from '../frame/visit.tsx';
import { people } from '../people/questions.ts';
import type { Member } from '../people/shapes.ts';

const LONG = 300_000;

/** Who belongs to the compartment with this name, by name; those who are away or suspended are left out. */
export function useMembers(compartment: string): readonly Member[] {
  const { who } = useVisit();
  const id = who.compartments.find(({ name }) => name === compartment)?.id;
  const { data } = useQuery({ ...people(id ?? ''), enabled: id !== undefined, staleTime: LONG });
  return (data ?? [])
    .filter(({ suspended, resting }) => suspended !== true && !resting)
    .sort((a, b) => a.name.localeCompare(b.name));
}
