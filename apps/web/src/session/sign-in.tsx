import { type FormEvent, useRef, useState } from 'react';
import { Refused, signIn } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { Mark } from '../look/mark.tsx';
import { LanguageSwitch } from '../words/language-switch.tsx';
import { useWords, type WordId } from '../words/words.ts';
import styles from './sign-in.module.css';

const SILENCE: WordId = 'signIn.silent';

function whatWentWrong(error: unknown): WordId {
  if (!(error instanceof Refused) || error.status === 0 || error.status >= 500) return SILENCE;
  return 'signIn.unknown';
}

interface Props {
  silent: boolean;
  onSignedIn: () => Promise<void>;
  onTyping: () => void;
}

/**
 * The door: one field for a token, in plain elements so that it opens on the slowest line.
 * It says nothing about who runs this instance or what it holds.
 */
export function SignIn({ silent, onSignedIn, onTyping }: Props) {
  const { say } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<WordId | null>(silent ? SILENCE : null);
  const [busy, setBusy] = useState(false);

  async function enter(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const token = field.current?.value.trim() ?? '';
    if (!token) return refuse('signIn.empty');
    setBusy(true);
    try {
      await signIn(token);
      if (field.current) field.current.value = '';
      await onSignedIn();
    } catch (error) {
      refuse(whatWentWrong(error));
    } finally {
      setBusy(false);
    }
  }

  function refuse(why: WordId) {
    setProblem(why);
    field.current?.focus();
    field.current?.select();
  }

  return (
    <main className={styles.page}>
      <form className={styles.sheet} onSubmit={enter} noValidate>
        <div className={styles.mark}>
          <Mark size={44} />
        </div>
        <h1 className={styles.name}>Cairn</h1>
        <div className={styles.entry}>
          <label htmlFor="token" className={styles.label}>
            {say('signIn.token')}
          </label>
          <p id="token-help" className={styles.help}>
            {say('signIn.help')}
          </p>
          <input
            ref={field}
            id="token"
            type="password"
            className={styles.field}
            aria-describedby={problem ? 'token-problem token-help' : 'token-help'}
            aria-invalid={problem !== null}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: the page has this one purpose, and nothing stands before the field.
            autoFocus
            onInput={onTyping}
          />
          <p id="token-problem" role="alert" className={styles.problem}>
            {problem && (
              <>
                <Glyph name="alarm" />
                <span>{say(problem)}</span>
              </>
            )}
          </p>
        </div>
        <button type="submit" className={styles.enter} aria-disabled={busy}>
          {say(busy ? 'signIn.entering' : 'signIn.enter')}
        </button>
      </form>
      <LanguageSwitch />
    </main>
  );
}
