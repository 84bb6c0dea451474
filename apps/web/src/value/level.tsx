import { LEVELS, type Level } from '@cairn/model';
import { Glyph } from '../look/glyph.tsx';
import { inSentence, useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './level.module.css';

const STEPS = LEVELS.filter((level) => level > 0);

interface Props {
  body: { level?: Level; proposal?: { level: Level }; confirmation?: unknown };
}

/** Six small blocks filled from the left, with the word beside them. A person set the level; nothing here computes one. */
export function LevelBlocks({ body: { level = 0, proposal, confirmation } }: Props) {
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
      {proposal && !confirmation && (
        <span className={styles.waiting}>
          <Glyph name="lock" size={14} />
          {say('level.waiting', { word: inSentence(label('proof-level', String(proposal.level))) })}
        </span>
      )}
    </span>
  );
}
