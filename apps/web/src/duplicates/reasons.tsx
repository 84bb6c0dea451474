import { Glyph } from '../look/glyph.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { reasonWords, SPEAKS_FOR } from './reason-words.ts';
import styles from './reasons.module.css';
import type { Reason } from './shapes.ts';

/** What was compared, each with a sign and a word for which way it speaks. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const { say } = useWords();
  const label = useVocabulary();
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => {
        const speaksFor = reason.value >= SPEAKS_FOR;
        return (
          <li key={reason.of} className={speaksFor ? styles.for : styles.against}>
            <Glyph name={speaksFor ? 'calm' : 'notice'} size={14} />
            <span>{reasonWords(reason, say, label)}</span>
            <span className="for-readers">({say(speaksFor ? 'duplicates.for' : 'duplicates.against')})</span>
          </li>
        );
      })}
    </ul>
  );
}
