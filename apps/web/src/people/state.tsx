import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { useWords, type WordId } from '../words/words.ts';
import type { Member } from './shapes.ts';
import styles from './state.module.css';

export interface State {
  word: WordId;
  mood: 'calm' | 'notice' | 'alarm';
}

/** Whether a membership is in force, and if not, why. */
export function stateOf({ suspended, resting, invited }: Partial<Member>): State {
  if (suspended) return { word: 'people.state.suspended', mood: 'alarm' };
  if (resting) return { word: `people.state.${resting}`, mood: 'notice' };
  if (invited) return { word: 'people.state.invited', mood: 'notice' };
  return { word: 'people.state.active', mood: 'calm' };
}

/** A state as glyph and word, never colour alone. */
export function StateSign({ state: { word, mood } }: { state: State }) {
  const { say } = useWords();
  const glyph: GlyphName = mood;
  return (
    <span className={styles.state} data-mood={mood}>
      <Glyph name={glyph} size={14} />
      {say(word)}
    </span>
  );
}
