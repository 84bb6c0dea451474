import { type FormEvent, useState } from 'react';
import { Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';
import { codeIn, EnrolEntry, isTooShort, NewPasswordEntry } from '../session/new-password.tsx';
import type { Enrolment } from '../session/step.ts';
import { useWords } from '../words/words.ts';
import type { Factor } from './acceptance.ts';
import styles from './enter.module.css';

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
    const tooShort = isTooShort(password);
    setShort(tooShort);
    if (!tooShort) accept({ password, code: codeIn(given) });
  }

  return (
    <form className={styles.way} onSubmit={send} noValidate aria-labelledby="by-password">
      <h2 id="by-password">{say('factor.password')}</h2>
      <NewPasswordEntry email={email} wrong={short} />
      <EnrolEntry enrolment={enrolment} />
      <Problem text={short ? say('factor.short') : problem} />
      <button type="submit" className={form.first} aria-disabled={busy}>
        {say('factor.usePassword')}
      </button>
    </form>
  );
}
