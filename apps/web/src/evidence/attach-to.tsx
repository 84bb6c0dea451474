import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Item } from '../api/shapes.ts';
import { Line } from '../edit/controls.tsx';
import { RecordChoice } from '../edit/record-choice.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import { attach, useBelongingChanged } from './belonging.ts';
import styles from './small-form.module.css';

interface Props {
  item: Item;
  /** Incidents that it belongs to already. */
  attached: ReadonlySet<string>;
  /** The incident that is chosen from the start. */
  begin: string;
  onDone: () => void;
}

/** Says of an item, on its own page, that it belongs to an incident. */
export function AttachTo({ item, attached, begin, onDone }: Props) {
  const { say } = useWords();
  const [incident, setIncident] = useState(begin);
  const [reason, setReason] = useState('');
  const changed = useBelongingChanged();
  const saving = useMutation({
    mutationFn: async () => {
      if (!attached.has(incident))
        await attach({ compartment: item.compartment, item: item.id, incident, reason: reason.trim() });
    },
    onSuccess: onDone,
    onSettled: changed,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!saving.isPending && incident && reason.trim()) saving.mutate();
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label={say('attachTo.open')}>
      <RecordChoice
        label={say('attachTo.which')}
        kind="incident"
        compartment={item.compartment}
        value={incident}
        required
        onChange={setIncident}
      />
      <Line label={say('attachTo.why')} value={reason} maxLength={2000} required onChange={setReason} />
      {saving.error && <Trouble error={saving.error} />}
      <div className={styles.does}>
        <Button
          type="submit"
          size="sm"
          variant="default"
          loading={saving.isPending}
          disabled={!incident || !reason.trim()}
        >
          {say('attachTo.save')}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onDone}>
          {say('evidence.leave')}
        </Button>
      </div>
    </form>
  );
}
