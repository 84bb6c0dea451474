import type { LibraryKind } from '@cairn/model';
import { useWords } from '../words/words.ts';
import type { Total } from './shapes.ts';

/** `63 incidents`, or that there are more than could be counted in a moment. */
export function useTotalWords(): (kind: LibraryKind, total: Total) => string {
  const { say } = useWords();
  return (kind, { n, exact }) => {
    const words = say(`library.n.${kind}`, { n });
    return exact ? words : say('library.atLeast', { words });
  };
}
