import { type FormEvent, useState } from 'react';
import { DoorSheet } from '../session/door-sheet.tsx';
import { Entry, Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';
import { useWords } from '../words/words.ts';
import type { Person } from './acceptance.ts';
import styles from './enter.module.css';

/** An address by its shape only: something, an at sign, something. */
const looksLikeEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);

/** The first person of an instance says who they are, and reads what Cairn cannot do for them. */
export function PersonStep({ onNamed }: { onNamed: (person: Person) => void }) {
  const { say } = useWords();
  const [wrong, setWrong] = useState(false);

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const name = String(given.get('name')).trim();
    const email = String(given.get('email')).trim();
    if (name && looksLikeEmail(email)) return onNamed({ name, email });
    setWrong(true);
  }

  return (
    <DoorSheet wide>
      <form className={styles.form} onSubmit={send} noValidate>
        <h1>{say('setUp.title')}</h1>
        <p>{say('setUp.why')}</p>
        <Entry
          label="setUp.name"
          help="setUp.nameHelp"
          name="name"
          autoComplete="name"
          autoCapitalize="words"
          maxLength={200}
          wrong={wrong}
          autoFocus
        />
        <Entry
          label="signIn.email"
          help="setUp.emailHelp"
          name="email"
          type="email"
          autoComplete="username"
          maxLength={254}
          wrong={wrong}
        />
        <Problem text={wrong ? say('setUp.wrong') : ''} />
        <section className={styles.limits} aria-labelledby="limits">
          <h2 id="limits">{say('setUp.limits')}</h2>
          <p>{say('setUp.machine')}</p>
          <p>{say('setUp.more')}</p>
        </section>
        <button type="submit" className={form.first}>
          {say('enter.goOn')}
        </button>
      </form>
    </DoorSheet>
  );
}
