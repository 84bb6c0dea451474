import { useQuery } from '@tanstack/react-query';
import { useAuthor } from '../panel/author.ts';
import { people } from '../people/questions.ts';

/** The names of a compartment's members by account; of others the start of their id. */
export function useNames(compartment: string): (account: string) => string {
  const author = useAuthor();
  const { data } = useQuery(people(compartment));
  return (account) => data?.find((member) => member.account === account)?.name ?? author(account);
}
