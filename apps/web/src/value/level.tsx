import '../words/facts.ts';
import { LEVELS, type Level, SINGLE_SOURCE_CAP } from '@cairn/model';
import { Glyph } from '../look/glyph.tsx';
import { inSentence, useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './level.module.css';

const STEPS = LEVELS.filter((level) => level > 0);

interface Props {
  body: { level?: Level; proposal?: { level: Level } };
  /** What it rests on carries no more than the level of a single source: the blocks above stand in a hollow frame. */
  capped?: boolean;
}

/** Whether a level was proposed to which nobody else has agreed yet. */
export const isWaiting = ({ level = 0, proposal }: Props['body']): boolean =>
  proposal !== undefined && proposal.level !== level;

/** Six small blocks filled from the left, with the word beside them. A person set the level; nothing here computes one. */
export function LevelBlocks({ body, capped = false }: Props) {
  const { say } = useWords();
  const label = useVocabulary();
  const { level = 0, proposal } = body;
  const block = (step: Level) => <span key={step} className={step <= level ? styles.full : styles.hollow} />;
  const isCapped = capped && level <= SINGLE_SOURCE_CAP;
  return (
    <span className={styles.level}>
      <span className={styles.blocks} aria-hidden="true">
        {STEPS.filter((step) => step <= SINGLE_SOURCE_CAP).map(block)}
        <span className={isCapped ? styles.frame : styles.free}>
          {STEPS.filter((step) => step > SINGLE_SOURCE_CAP).map(block)}
        </span>
      </span>
      <span className="for-readers">{say('level', { level })} </span>
      <span className={styles.word}>{label('proof-level', String(level))}</span>
      {isCapped && <span className="for-readers">{say('level.capped')}</span>}
      {isWaiting(body) && proposal && (
        <span className={styles.waiting}>
          <Glyph name="lock" size={14} />
          {say('level.waiting', { word: inSentence(label('proof-level', String(proposal.level))) })}
        </span>
      )}
    </span>
  );
}
