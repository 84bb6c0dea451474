import { useWords } from '../words/words.ts';
import { useUncoveredToday } from './exposure.ts';
import styles from './exposure-note.module.css';

/** How much one has looked at today; a figure for oneself, without advice. */
export function Exposure() {
  const { say } = useWords();
  const n = useUncoveredToday();
  if (n === 0) return null;
  return <p className={styles.note}>{say('evidence.exposure', { n })}</p>;
}
