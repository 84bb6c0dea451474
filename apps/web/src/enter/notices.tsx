import { Refused } from '../api/client.ts';
import type { SessionAnswer } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { DoorSheet } from '../session/door-sheet.tsx';
import form from '../session/form.module.css';
import { refusalInWords } from '../session/refusal.ts';
import { useWords } from '../words/words.ts';
import styles from './enter.module.css';

/** Whether a link was refused for good: unknown, used and expired are one and the same to whoever holds it. */
export const isSpent = (error: unknown): boolean => error instanceof Refused && error.status === 404;

interface ClosedProps {
  error: unknown;
  again: () => Promise<void>;
  onLeave: () => Promise<void>;
}

/** A link that leads nowhere, and what to do. */
export function Closed({ error, again, onLeave }: ClosedProps) {
  const { say } = useWords();
  const spent = isSpent(error);
  return (
    <DoorSheet>
      <h1>{say(spent ? 'link.spent' : 'link.title')}</h1>
      <p role="alert" className={spent ? undefined : form.problem}>
        {!spent && <Glyph name="alarm" />}
        <span>{spent ? say('link.spentHelp') : refusalInWords(error, say)}</span>
      </p>
      {spent ? (
        <button type="button" className={form.quiet} onClick={() => void onLeave()}>
          {say('link.toDoor')}
        </button>
      ) : (
        <button type="button" className={form.first} onClick={() => void again()}>
          {say('link.again')}
        </button>
      )}
    </DoorSheet>
  );
}

interface OccupiedProps {
  who: SessionAnswer;
  onSignOut: () => Promise<void>;
  onStay: () => Promise<void>;
}

/** This browser is signed in already: going on would put another account in its place. */
export function Occupied({ who, onSignOut, onStay }: OccupiedProps) {
  const { say } = useWords();
  return (
    <DoorSheet>
      <h1>{say('occupied.title')}</h1>
      <p>{say('occupied.who')}</p>
      <p className={styles.person}>
        <strong>{who.account.name}</strong>
        <span>{who.account.email}</span>
      </p>
      <p>{say('occupied.means')}</p>
      <button type="button" className={form.first} onClick={() => void onSignOut()}>
        {say('occupied.goOn')}
      </button>
      <button type="button" className={form.quiet} onClick={() => void onStay()}>
        {say('occupied.stay')}
      </button>
    </DoorSheet>
  );
}
