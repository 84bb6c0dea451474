import { Button } from '@mantine/core';
import { Refused } from '../api/client.ts';
import { NotConfirmed } from '../session/confirm.tsx';
import { useWords, type WordId } from '../words/words.ts';
import { Glyph } from './glyph.tsx';
import styles from './trouble.module.css';

function wordsFor(error: unknown): WordId {
  if (error instanceof NotConfirmed) return 'trouble.unconfirmed';
  if (error instanceof Refused && error.status === 404) return 'trouble.absent';
  if (error instanceof Refused && error.status > 0 && error.status < 500) return 'trouble.refused';
  return 'trouble.silent';
}

/** What happened, what was kept, what to do. */
export function Trouble({ error, again }: { error: unknown; again?: () => unknown }) {
  const { say } = useWords();
  const words = wordsFor(error);
  return (
    <div className={styles.trouble} role="alert">
      <Glyph name="alarm" />
      <p>{say(words)}</p>
      {again && words !== 'trouble.absent' && (
        <Button size="compact-sm" variant="default" onClick={() => void again()}>
          {say('trouble.again')}
        </Button>
      )}
    </div>
  );
}
