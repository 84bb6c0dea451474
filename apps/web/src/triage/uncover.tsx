import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useCallback, useState } from 'react';
import { Dialog } from '../look/dialog.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import styles from './choose.module.css';
import { first } from './choose-incident.tsx';
import { uncover } from './questions.ts';

interface Props {
  batch: string;
  onUncovered: () => void;
  onLeave: () => void;
}

/** Why the pictures are looked at: asked once for the whole batch, and kept in its history. */
export function Uncover({ batch, onUncovered, onLeave }: Props) {
  const { say } = useWords();
  const [reason, setReason] = useState(say('triage.uncover.usual'));
  const asking = useMutation({ mutationFn: () => uncover(batch, reason.trim()), onSuccess: onUncovered });
  const focus = useCallback((input: HTMLInputElement | null) => {
    first(input);
    input?.select();
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (reason.trim()) asking.mutate();
  }
  return (
    <Dialog title={say('triage.uncover.title')} onLeave={onLeave}>
      <form onSubmit={submit} className={styles.form}>
        <p>{say('triage.uncover.what')}</p>
        <label className={styles.label}>
          {say('triage.uncover.why')}
          <input
            ref={focus}
            className={styles.field}
            value={reason}
            maxLength={2000}
            required
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        {asking.error && <Trouble error={asking.error} />}
        <div>
          <Button type="submit" variant="filled" loading={asking.isPending}>
            {say('triage.uncover.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
