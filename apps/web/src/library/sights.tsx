import type { LibraryState } from './use-query.ts';

interface Props {
  library: LibraryState;
  see: string;
}

/** Map and timeline of what is found, above the table; a choice in one narrows the question, and so all of them. */
export function Sights(_: Props) {
  return null;
}
