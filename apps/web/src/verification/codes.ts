import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { vocabularies } from '../api/questions.ts';

/** The codes of a vocabulary, in its order; none while it is being read. */
export function useCodes(): (scheme: string) => string[] {
  const { data } = useQuery(vocabularies);
  return useCallback(
    (scheme) => (data?.find((each) => each.scheme === scheme)?.codes ?? []).map(({ code }) => code),
    [data],
  );
}
