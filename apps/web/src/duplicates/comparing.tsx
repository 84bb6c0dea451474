import '../words/relations.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useWords } from '../words/words.ts';
import styles from './comparing.module.css';
import { type ComparingAsked, comparing } from './questions.ts';

/** How many records are still to be compared; `onStep` is called as the number goes down, with what is left. */
export function useComparing(asked: ComparingAsked, onStep?: (left: number) => void): { n: number; more: boolean } {
  const { data = { n: 0, more: false } } = useQuery(comparing(asked));
  const before = useRef(0);
  const told = useRef(onStep);
  told.current = onStep;
  useEffect(() => {
    if (data.n < before.current) told.current?.(data.n);
    before.current = data.n;
  }, [data.n]);
  return data;
}

/** That the search for possible duplicates goes on, as long as it does: nobody takes an unfinished list for a whole one. */
export function Comparing({ n, more }: { n: number; more: boolean }) {
  const { say } = useWords();
  if (n === 0) return null;
  return (
    <p className={styles.still} data-comparing>
      <progress className={styles.bar} aria-hidden="true" />
      {say('duplicates.comparing', { n, more: more ? 'yes' : 'no' })}
    </p>
  );
}
