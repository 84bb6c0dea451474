import { useEffect, useState } from 'react';
import { useWords } from '../words/words.ts';
import styles from './line-down.module.css';
import { useLive } from './live.tsx';

/** A line that is back within this many milliseconds was not worth a word. */
const PATIENCE = 5_000;

/** Says quietly that what is shown may be behind. */
export function LineDown() {
  const { say } = useWords();
  const { line } = useLive();
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (line === 'open') return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [line]);
  return <output className={styles.line}>{late && <span>{say('live.down')}</span>}</output>;
}
