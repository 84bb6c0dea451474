import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client.ts';
import { appointments } from '../frame/waiting.ts';
import { useChange } from '../people/change.ts';
import { Decision } from '../people/decision.tsx';
import { useWords } from '../words/words.ts';
import { accounts, compartments } from './questions.ts';
import type { CompartmentRow } from './shapes.ts';

/** Proposes a lead where none is left. A reviewer of the compartment has to say yes before anything changes. */
export function Appoint({ compartment }: { compartment: CompartmentRow }) {
  const { say } = useWords();
  const { data } = useQuery(accounts);
  const [account, setAccount] = useState('');
  const { run, busy, error } = useChange(
    () => post(`/api/v1/compartments/${encodeURIComponent(compartment.id)}/appointment`, { account }),
    [appointments.queryKey, compartments.queryKey],
  );
  const choices = (data ?? []).filter(({ suspended, invited }) => !suspended && !invited);
  return (
    <Decision
      verb={say('admin.appoint')}
      consequence={<p>{say('admin.appoint.consequence', { compartment: compartment.name })}</p>}
      ready={account !== ''}
      busy={busy}
      error={error}
      onDecide={async () => (await run(undefined)) !== null}
    >
      <NativeSelect
        label={say('admin.appoint.whom')}
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
        data={[
          { value: '', label: say('admin.choose') },
          ...choices.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` })),
        ]}
      />
    </Decision>
  );
}
