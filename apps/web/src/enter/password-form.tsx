import { type FormEvent, useState } from 'react';
import { Enrol } from '../session/enrol.tsx';
import { Entry, Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';
import type { Enrolment } from '../session/step.ts';
import { useWords } from '../words/words.ts';
import type { Factor } from './acceptance.ts';
import styles from './enter.module.css';

/** Characters of a password, at least; the server says so too, and is asked in any case. */
export const LEAST = 12;

interface Props {
  enrolment: Enrolment;
  email: string;
  busy: boolean;
  problem: string;
  accept: (factor: Factor) => void;
}

/** A password of one's own, and the app that makes its one-time codes. */
export function PasswordForm({ enrolment, email, busy, problem, accept }: Props) {
  const { say } = useWords();
  const [short, setShort] = useState(false);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const password = String(given.get('password'));
    const code = String(given.get('code')).replaceAll(/\s/g, '');
    const tooShort = [...password.normalize('NFKC')].length < LEAST;
    setShort(tooShort);
    if (!tooShort) accept({ password, code });
  }

  return (
    <form className={styles.way} onSubmit={send} noValidate aria-labelledby="by-password">
      <h2 id="by-password">{say('factor.password')}</h2>
      {/* Tells password managers which account the new password is of. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Entry
        label="factor.newPassword"
        help="factor.newPasswordHelp"
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={1024}
        wrong={short}
        autoFocus
      />
      <Enrol enrolment={enrolment} />
      <Entry
        label="signIn.code"
        help="enrol.codeHelp"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={16}
      />
      <Problem text={short ? say('factor.short') : problem} />
      <button type="submit" className={form.first} aria-disabled={busy}>
        {say('factor.usePassword')}
      </button>
    </form>
  );
}
