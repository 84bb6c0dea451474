import { type FormEvent, useRef } from 'react';
import { Refused, signIn } from '../api/client.ts';
import { type Say, useWords } from '../words/words.ts';
import { Entry, Problem } from './entry.tsx';
import form from './form.module.css';
import { refusalInWords } from './refusal.ts';
import type { Onward } from './step.ts';
import styles from './token-form.module.css';
import { useAttempt } from './use-attempt.ts';
import { NotFilled } from './ways.ts';

const tokenRefused = (error: unknown, say: Say) =>
  error instanceof Refused && (error.status === 401 || error.status === 422)
    ? say('signIn.unknown')
    : refusalInWords(error, say);

/** The way in for whoever holds an access token; folded, because few do. */
export function TokenForm({ onward, onTyping }: { onward: Onward; onTyping: () => void }) {
  const { say } = useWords();
  const { busy, problem, attempt } = useAttempt();
  const field = useRef<HTMLInputElement>(null);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token')).trim();
    await attempt(async () => {
      if (!token) throw new NotFilled();
      await signIn(token);
      await onward();
    }, tokenRefused);
    field.current?.select();
  }

  return (
    <details className={styles.fold}>
      <summary className={styles.summary}>{say('signIn.byToken')}</summary>
      <form className={styles.form} onSubmit={send} onInput={onTyping} noValidate>
        <Entry
          field={field}
          label="signIn.token"
          help="signIn.help"
          name="token"
          type="password"
          autoComplete="off"
          wrong={problem !== ''}
        />
        <Problem text={problem} />
        <button type="submit" className={form.quiet} aria-disabled={busy}>
          {say('signIn.enterByToken')}
        </button>
      </form>
    </details>
  );
}
