import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { useChange } from './change.ts';
import styles from './form.module.css';
import { FormEnd } from './form-end.tsx';
import { LinkOnce } from './link-once.tsx';
import { PersonFields } from './person-fields.tsx';
import { RightsFields } from './rights-fields.tsx';
import type { Link, Rights } from './shapes.ts';

interface Invited {
  account: string;
  link: string | null;
  expires: string | null;
}

/** What a newcomer gets unless a lead says otherwise: little. */
const MODEST: Rights = { role: 'reader', clearance: 'internal', identities: false };

/** Asks somebody in: name, address, and what this person may do and read here. */
export function Invite({ compartment, onClose }: { compartment: { id: string; name: string }; onClose: () => void }) {
  const { say } = useWords();
  const [person, setPerson] = useState({ email: '', name: '' });
  const [rights, setRights] = useState(MODEST);
  const [made, setMade] = useState<{ name: string; link: Link | null } | null>(null);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const { run, busy, error } = useChange(
    (given: typeof person & Rights) =>
      post<Invited>(`/api/v1/compartments/${encodeURIComponent(compartment.id)}/people`, given),
    [['people', compartment.id]],
  );

  async function invite(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const given = { email: person.email.trim(), name: person.name.trim() };
    const done = await run({ ...given, ...rights, identities: rights.identities && rights.role !== 'lead' });
    if (!done) return;
    const { link, expires } = done.answer;
    setMade({ name: given.name, link: link && expires ? { link, expires } : null });
  }

  if (made?.link) return <LinkOnce {...made.link} name={made.name} onDone={onClose} />;
  if (made) return <Joined name={made.name} onDone={onClose} />;
  return (
    <form ref={box} className={styles.form} aria-label={say('people.invite')} onSubmit={(event) => void invite(event)}>
      <h2>{say('people.invite.title', { compartment: compartment.name })}</h2>
      <PersonFields person={person} onChange={setPerson} />
      <RightsFields rights={rights} onChange={setRights} />
      <FormEnd
        verb="people.invite"
        consequence="people.invite.consequence"
        error={error}
        busy={busy}
        onClose={onClose}
      />
    </form>
  );
}

/** The account could sign in already: no link is needed. */
function Joined({ name, onDone }: { name: string; onDone: () => void }) {
  const { say } = useWords();
  return (
    <section className={styles.once} role="status">
      <p>{say('people.invite.joined', { name })}</p>
      <Button size="sm" variant="default" className={styles.opener} onClick={onDone}>
        {say('people.link.done')}
      </Button>
    </section>
  );
}
