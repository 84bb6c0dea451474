import { Refused } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords, type WordId } from '../words/words.ts';
import styles from './page.module.css';

function wordsFor(error: Error): WordId {
  if (!(error instanceof Refused) || error.status === 0 || error.status >= 500) return 'trouble.silent';
  if (error.code === 'scope') return 'departures.refused.scope';
  const [first] = error.problems;
  if (first?.path === '/accept') return 'departures.refused.accept';
  if (first?.path === '/query') return 'departures.refused.query';
  if (error.status === 403) return 'departures.refused.role';
  return error.status === 422 ? 'departures.refused.invalid' : 'trouble.refused';
}

/** Why something did not leave, below the button that asked for it. */
export function Declined({ error }: { error: unknown }) {
  const { say } = useWords();
  return (
    <p role="alert" className={styles.refusal}>
      {error instanceof Error && (
        <>
          <Glyph name="alarm" />
          <span>{say(wordsFor(error))}</span>
        </>
      )}
    </p>
  );
}
