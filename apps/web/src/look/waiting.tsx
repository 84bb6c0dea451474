import { useEffect, useState } from 'react';
import { useWords } from '../words/words.ts';
import { Mark } from './mark.tsx';
import styles from './waiting.module.css';

const PATIENCE = 400;

/** Shows nothing for a moment, then says that something is on its way: no flicker on a fast line. */
export function Waiting() {
  const { say } = useWords();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className={styles.waiting}>
      {late && (
        <>
          <Mark size={28} />
          {say('loading')}
        </>
      )}
    </output>
  );
}
