import { LEVELS } from '@cairn/model';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './level.module.css';

const STEPS = LEVELS.filter((level) => level > 0);

/** Six small blocks filled from the left, with the word beside them. A person set the level; nothing here computes one. */
export function LevelBlocks({ level }: { level: number }) {
  const { say } = useWords();
  const label = useVocabulary();
  return (
    <span className={styles.level}>
      <span className={styles.blocks} aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step} className={step <= level ? styles.full : styles.hollow} />
        ))}
      </span>
      <span className="for-readers">{say('level', { level })} </span>
      <span>{label('proof-level', String(level))}</span>
    </span>
  );
}
