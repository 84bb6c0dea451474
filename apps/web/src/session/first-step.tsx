import { type FormEvent, useRef } from 'react';
import { Refused } from '../api/client.ts';
import { type Say, useWords } from '../words/words.ts';
import { Entry, Problem } from './entry.tsx';
import styles from './first-step.module.css';
import form from './form.module.css';
import type { Door } from './found.ts';
import { refusalInWords } from './refusal.ts';
import type { Onward } from './step.ts';
import { useAttempt } from './use-attempt.ts';
import { byPasskey, byPassword } from './ways.ts';

interface Props {
  door: Door | null;
  trouble: unknown;
  onward: Onward;
  onTyping: () => void;
}

const passkeyRefused = (error: unknown, say: Say) =>
  error instanceof Refused && error.status === 401 ? say('signIn.passkeyUnknown') : refusalInWords(error, say);

/** E-mail and password, or a passkey instead of both. */
export function FirstStep({ door, trouble, onward, onTyping }: Props) {
  const { say } = useWords();
  const { busy, problem, attempt } = useAttempt(trouble);
  const password = useRef<HTMLInputElement>(null);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const email = String(given.get('email')).trim();
    await attempt(async () => onward(await byPassword({ email, password: String(given.get('password')) })));
    password.current?.select();
  }

  function withPasskey() {
    onTyping();
    void attempt(async () => onward(await byPasskey()), passkeyRefused);
  }

  return (
    <form className={styles.form} onSubmit={send} onInput={onTyping} noValidate>
      <Entry
        label="signIn.email"
        name="email"
        type="email"
        autoComplete="username webauthn"
        maxLength={254}
        autoFocus
      />
      <Entry
        field={password}
        label="signIn.password"
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={1024}
      />
      <Problem text={problem} />
      <button type="submit" className={form.first} aria-disabled={busy}>
        {say(busy ? 'signIn.entering' : 'signIn.enter')}
      </button>
      {door?.passkeys === false ? (
        <Elsewhere />
      ) : (
        <button type="button" className={form.quiet} aria-disabled={busy} onClick={withPasskey}>
          {say('signIn.passkey')}
        </button>
      )}
    </form>
  );
}

/** This machine has a name under which passkeys work; of other addresses that lack one nothing can be said. */
function Elsewhere() {
  const { say } = useWords();
  if (location.hostname !== '127.0.0.1' && location.hostname !== '[::1]') return null;
  const named = `http://localhost:${location.port}`;
  return (
    <p className={form.help}>
      {say('signIn.passkeyElsewhere')} <a href={named}>{named}</a>
    </p>
  );
}
