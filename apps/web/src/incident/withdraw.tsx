import { type FormEvent, useState } from 'react';
import type { Link } from '../api/shapes.ts';
import { ChangedSince, setFields } from '../edit/bring-back.ts';
import { Line } from '../edit/controls.tsx';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import { FormEnd } from './form-end.tsx';
import { useSaved } from './saved.ts';
import styles from './ties.module.css';

/** Says that a tie does not hold, with reasons. It stays in the log, and can be brought back. */
export function Withdraw({ link, name }: { link: Link; name: string }) {
  const { say } = useWords();
  const { who } = useVisit();
  const settled = useSaved();
  const [open, setOpen] = useState(false);
  const [reasons, setReasons] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'changed' | 'refused'>('idle');

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'busy' || !reasons.trim()) return;
    setState('busy');
    try {
      const withdrawn = { by: who.account.id, reasons: reasons.trim() };
      const after = await setFields(link, { withdrawn }, reasons.trim());
      settled(after, { record: after, before: { withdrawn: undefined } });
      setOpen(false);
    } catch (error) {
      setState(error instanceof ChangedSince ? 'changed' : 'refused');
    }
  }
  if (!open)
    return (
      <button
        type="button"
        className={styles.quiet}
        aria-label={`${say('facts.withdraw')}: ${name}`}
        onClick={() => setOpen(true)}
      >
        {say('facts.withdraw')}
      </button>
    );
  return (
    <form className={styles.form} aria-label={`${say('facts.withdraw')}: ${name}`} onSubmit={submit}>
      <Line
        label={say('facts.withdraw.why')}
        help={say('facts.withdraw.help')}
        value={reasons}
        maxLength={2000}
        required
        onChange={setReasons}
      />
      <FormEnd save={say('facts.withdraw')} state={state} missing={!reasons.trim()} onLeave={() => setOpen(false)} />
    </form>
  );
}
