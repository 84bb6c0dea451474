import { describeTime, type FuzzyTime } from '@cairn/model';
import { useWords } from '../words/words.ts';
import styles from './sign.module.css';

const SHARP = new Set(['minute', 'hour', 'day']);

/** A time in words, after a tick when it is sharp and a bar with soft ends when it is not. */
export function TimeWords({ time }: { time: FuzzyTime | undefined }) {
  const { say, language } = useWords();
  if (!time) return <span className={styles.absent}>{say('time.none')}</span>;
  const words = describeTime(time, language);
  return (
    <span className={styles.value} title={words}>
      <span className={SHARP.has(time.precision) ? styles.tick : styles.bar} aria-hidden="true" />
      <span className={styles.words}>{words}</span>
    </span>
  );
}
