import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import { useChange } from '../people/change.ts';
import styles from '../people/form.module.css';
import { LinkOnce } from '../people/link-once.tsx';
import { Refusal } from '../people/refusal.tsx';
import type { Link } from '../people/shapes.ts';
import { useWords } from '../words/words.ts';
import { accounts } from './questions.ts';

/** A new account without any membership: it opens nothing until a lead invites it. */
export function AddAccount({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const [person, setPerson] = useState({ name: '', email: '', admin: false });
  const [made, setMade] = useState<Link | null>(null);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const { run, busy, error } = useChange(
    (given: typeof person) => post<Link>('/api/v1/accounts', given),
    [accounts.queryKey],
  );

  async function add(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const done = await run({ ...person, name: person.name.trim(), email: person.email.trim() });
    if (done) setMade(done.answer);
  }

  if (made) return <LinkOnce {...made} name={person.name.trim()} onDone={onClose} />;
  return (
    <form ref={box} className={styles.form} aria-label={say('admin.account.add')} onSubmit={(event) => void add(event)}>
      <h2>{say('admin.account.add')}</h2>
      <div className={styles.two}>
        <TextInput
          label={say('people.name')}
          required
          withAsterisk={false}
          maxLength={200}
          autoComplete="off"
          value={person.name}
          onChange={(event) => setPerson({ ...person, name: event.currentTarget.value })}
        />
        <TextInput
          type="email"
          label={say('people.email')}
          required
          withAsterisk={false}
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
          value={person.email}
          onChange={(event) => setPerson({ ...person, email: event.currentTarget.value })}
        />
      </div>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={person.admin}
          onChange={(event) => setPerson({ ...person, admin: event.currentTarget.checked })}
        />
        <span>
          <b>{say('admin.isAdmin')}</b> <span>{say('admin.admin.meaning')}</span>
        </span>
      </label>
      <p>{say('admin.account.consequence')}</p>
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button type="submit" size="sm" loading={busy}>
          {say('admin.account.add')}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onClose}>
          {say('people.leave')}
        </Button>
      </div>
    </form>
  );
}
