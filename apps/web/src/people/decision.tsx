import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import styles from './form.module.css';
import { Refusal } from './refusal.tsx';

interface Props {
  /** The verb, on the button that opens this and on the one that does it. */
  verb: string;
  /** What follows from it, said before it is done. */
  consequence: ReactNode;
  /** Whether a reason is asked for; it is kept with the change. */
  reasoned?: boolean;
  /** Further fields. */
  children?: ReactNode;
  ready?: boolean;
  busy: boolean;
  error: unknown;
  /** Resolves to true when it was done. */
  onDecide: (reason: string) => Promise<boolean>;
}

/** Something that takes effect at once for somebody else: first its consequence in words, then the deed. */
export function Decision(props: Props) {
  const { verb } = props;
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    // The button stands again in the next frame; the keyboard goes on from there.
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (open) return <OpenDecision {...props} onClose={close} />;
  return (
    <Button ref={opener} variant="default" size="sm" className={styles.opener} onClick={() => setOpen(true)}>
      {verb}
    </Button>
  );
}

function OpenDecision(props: Props & { onClose: () => void }) {
  const { verb, consequence, reasoned, children, ready = true, busy, error, onDecide, onClose } = props;
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.focus(), []);

  async function decide(event: FormEvent) {
    event.preventDefault();
    if (busy || !ready || (reasoned && reason.trim() === '')) return;
    if (await onDecide(reason.trim())) onClose();
  }

  return (
    <form
      ref={box}
      tabIndex={-1}
      className={styles.decision}
      aria-label={verb}
      onSubmit={(event) => void decide(event)}
    >
      <div className={styles.consequence}>{consequence}</div>
      {children}
      {reasoned && (
        <Textarea
          label={say('people.reason')}
          description={say('people.reason.kept')}
          required
          withAsterisk={false}
          autosize={false}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button type="submit" size="sm" variant="default" className={styles.weighty} loading={busy} disabled={!ready}>
          {verb}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onClose}>
          {say('people.leave')}
        </Button>
      </div>
    </form>
  );
}
