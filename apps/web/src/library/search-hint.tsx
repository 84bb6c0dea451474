import type { LibraryQuery } from '@cairn/model';
import { useWords } from '../words/words.ts';
import styles from './search-hint.module.css';

/** What the words were held against: a search that says so is no riddle. */
export function SearchHint({ query: { text, kind } }: { query: LibraryQuery }) {
  const { say } = useWords();
  if (!text) return null;
  return <p className={styles.hint}>{say(kind === 'actor' ? 'library.hint.names' : 'library.hint.words')}</p>;
}
