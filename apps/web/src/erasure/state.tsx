import { Glyph } from '../look/glyph.tsx';
import sign from '../people/state.module.css';
import { useWords } from '../words/words.ts';
import type { Erasure } from './shapes.ts';

const MOODS = { requested: 'notice', done: 'calm', refused: 'alarm', withdrawn: 'notice' } as const;

/** Where a request stands, as glyph and word. */
export function StateOf({ state, forMe = false }: { state: Erasure['state']; forMe?: boolean }) {
  const { say } = useWords();
  return (
    <span className={sign.state} data-mood={MOODS[state]}>
      <Glyph name={MOODS[state]} size={14} />
      {forMe ? say('erasure.forYou') : say(`erasure.state.${state}`)}
    </span>
  );
}
