import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import { useChange } from '../people/change.ts';
import styles from '../people/form.module.css';
import { FormEnd } from '../people/form-end.tsx';
import { useWords } from '../words/words.ts';
import { accounts, compartments } from './questions.ts';

/** A new room with its first lead; who makes it does not see into it. */
export function AddCompartment({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const { data } = useQuery(accounts);
  const [given, setGiven] = useState({ name: '', code: '', lead: '' });
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const { run, busy, error } = useChange(
    (body: { name: string; code?: string; lead: string }) => post('/api/v1/compartments', body),
    [compartments.queryKey, accounts.queryKey],
  );

  async function add(event: FormEvent) {
    event.preventDefault();
    if (busy || given.lead === '') return;
    const code = given.code.trim().toUpperCase();
    if (await run({ name: given.name.trim(), lead: given.lead, ...(code ? { code } : {}) })) onClose();
  }

  return (
    <form
      ref={box}
      className={styles.form}
      aria-label={say('admin.compartment.add')}
      onSubmit={(event) => void add(event)}
    >
      <h2>{say('admin.compartment.add')}</h2>
      <div className={styles.two}>
        <TextInput
          label={say('people.name')}
          description={say('admin.compartment.nameHelp')}
          required
          withAsterisk={false}
          maxLength={200}
          autoComplete="off"
          value={given.name}
          onChange={(event) => setGiven({ ...given, name: event.currentTarget.value })}
        />
        <TextInput
          label={say('admin.code')}
          description={say('admin.code.help')}
          maxLength={8}
          pattern="[A-Za-z0-9]{3,8}"
          autoComplete="off"
          spellCheck={false}
          value={given.code}
          onChange={(event) => setGiven({ ...given, code: event.currentTarget.value })}
        />
      </div>
      <NativeSelect
        label={say('admin.compartment.lead')}
        required
        withAsterisk={false}
        value={given.lead}
        onChange={(event) => setGiven({ ...given, lead: event.currentTarget.value })}
        data={[
          { value: '', label: say('admin.choose') },
          ...(data ?? [])
            .filter(({ suspended }) => !suspended)
            .map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` })),
        ]}
      />
      <FormEnd
        verb="admin.compartment.add"
        consequence="admin.compartment.consequence"
        error={error}
        busy={busy}
        onClose={onClose}
      />
    </form>
  );
}
