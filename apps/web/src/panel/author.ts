import { useCallback } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { usePeopleNames } from '../library/people-names.ts';
import { useWords } from '../words/words.ts';

const OPERATOR = 'operator:';

/** An author as a reader knows them: oneself and colleagues by name, an operator by the machine's user, others by the start of their id. */
export function useAuthor(): (author: string) => string {
  const { say } = useWords();
  const { who } = useVisit();
  const nameOf = usePeopleNames();
  return useCallback(
    (author) => {
      if (author === who.account.id) return who.account.name;
      if (author.startsWith(OPERATOR)) return say('author.operator', { name: author.slice(OPERATOR.length) });
      const name = nameOf(author);
      if (name !== author) return name;
      return /^[0-9a-f-]{36}$/.test(author) ? say('author.account', { id: author.slice(0, 8) }) : author;
    },
    [say, who, nameOf],
  );
}
