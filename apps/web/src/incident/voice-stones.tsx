import { useWords } from '../words/words.ts';
import styles from './voice-stones.module.css';
import type { Voice } from './voices.ts';

const MOST = 5;
const PEBBLE =
  'M3.2 8.6C1.7 8.5.9 7.5 1 6.3 1.2 4.4 3.3 3 6.1 3c2.9 0 5 1.5 5 3.5.1 1.3-.9 2.1-2.2 2.2-1.9.1-3.8 0-5.7-.1z';

/** One small stone per statement: filled says the same, outlined says otherwise, dotted is context; a number beyond five. */
export function VoiceStones({ voices }: { voices: readonly Voice[] }) {
  const { say } = useWords();
  if (voices.length === 0) return null;
  if (voices.length > MOST) return <span className={styles.number}>{say('who.statements', { n: voices.length })}</span>;
  return (
    <span className={styles.stones}>
      {voices.map(({ statement, stance }) => (
        <svg
          key={statement.id}
          className={styles[stance]}
          width="13"
          height="12"
          viewBox="0 0 12 12"
          aria-hidden="true"
        >
          <path d={PEBBLE} />
        </svg>
      ))}
      <span className="for-readers">{say('who.statements', { n: voices.length })}</span>
    </span>
  );
}
