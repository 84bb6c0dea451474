import { type FormEvent, useEffect, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import { useChange } from '../people/change.ts';
import styles from '../people/form.module.css';
import { FormEnd } from '../people/form-end.tsx';
import { LinkOnce } from '../people/link-once.tsx';
import { PersonFields } from '../people/person-fields.tsx';
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
      <PersonFields person={person} onChange={setPerson} />
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
      <FormEnd
        verb="admin.account.add"
        consequence="admin.account.consequence"
        error={error}
        busy={busy}
        onClose={onClose}
      />
    </form>
  );
}
