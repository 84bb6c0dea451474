import '../words/evidence.ts';
import '../words/records.ts';
import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Link } from '../api/shapes.ts';
import { Line } from '../edit/controls.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import { useDetach } from './belonging.ts';
import styles from './small-form.module.css';

/** Says that an item does not belong to an incident after all. `name` is what stands at the other end. */
export function Detach({ link, name }: { link: Link; name: string }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const detach = useDetach(link);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!detach.isPending && reason.trim()) detach.mutate(reason.trim());
  }
  if (!open)
    return (
      <button
        type="button"
        className={styles.quiet}
        aria-label={say('detach.named', { name })}
        onClick={() => setOpen(true)}
      >
        {say('detach.open')}
      </button>
    );
  return (
    <form className={styles.form} onSubmit={submit} aria-label={say('detach.named', { name })}>
      <Line
        label={say('detach.why')}
        help={say('detach.help')}
        value={reason}
        maxLength={2000}
        required
        onChange={setReason}
      />
      {detach.error && <Trouble error={detach.error} />}
      <div className={styles.does}>
        <Button type="submit" size="sm" variant="default" loading={detach.isPending} disabled={!reason.trim()}>
          {say('detach.open')}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={() => setOpen(false)}>
          {say('evidence.leave')}
        </Button>
      </div>
    </form>
  );
}
