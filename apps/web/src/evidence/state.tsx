import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { toolFor } from './measures.ts';
import type { Examination } from './shapes.ts';
import styles from './state.module.css';

const GLYPHS: Record<Examination, GlyphName> = {
  waiting: 'notice',
  read: 'calm',
  'unknown-type': 'file',
  malformed: 'alarm',
  'too-large': 'notice',
  'tool-missing': 'notice',
  'timed-out': 'notice',
  none: 'file',
};

interface Props {
  state: Examination;
  mediaType?: string | undefined;
}

/** How far the examination of a file is, as glyph and words. */
export function ExaminationState({ state, mediaType }: Props) {
  const { say } = useWords();
  return (
    <span className={styles.state} data-state={state}>
      <Glyph name={GLYPHS[state]} size={14} />
      <span>{say(`evidence.state.${state}`, { tool: toolFor(mediaType) })}</span>
    </span>
  );
}
