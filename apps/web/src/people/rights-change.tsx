import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { patch } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { useChange } from './change.ts';
import { consequenceOf } from './consequence.ts';
import styles from './form.module.css';
import { Refusal } from './refusal.tsx';
import { RightsFields } from './rights-fields.tsx';
import type { Member, Rights } from './shapes.ts';

interface Props {
  path: string;
  member: Member;
  now: Rights;
  compartment: string;
  onClose: () => void;
}

/** Role, clearance and identities of one member, with what a change of them means before it is saved. */
export function ChangeRights({ path, member, now, compartment, onClose }: Props) {
  const { say } = useWords();
  const [wished, setWished] = useState(now);
  const { run, busy, error } = useChange((rights: Partial<Rights>) => patch(path, rights), [['people', compartment]]);
  const consequences = consequenceOf(now, wished);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy || consequences.length === 0) return;
    const given = Object.fromEntries(
      (['role', 'clearance', 'identities'] as const)
        .filter((key) => wished[key] !== now[key])
        .map((key) => [key, wished[key]]),
    );
    if (await run(given)) onClose();
  }

  return (
    <form className={styles.decision} aria-label={say('people.change')} onSubmit={(event) => void save(event)}>
      <RightsFields rights={wished} onChange={setWished} />
      <output className={styles.consequence}>
        {consequences.map((word) => (
          <p key={word}>{say(word, { name: member.name })}</p>
        ))}
      </output>
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button type="submit" size="sm" loading={busy} disabled={consequences.length === 0}>
          {say('people.save')}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onClose}>
          {say('people.leave')}
        </Button>
      </div>
    </form>
  );
}
