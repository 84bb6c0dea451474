import { FACTS } from '@cairn/model';
import { useState } from 'react';
import type { AnyRecord } from '../api/shapes.ts';
import { ChangedSince, setFields } from '../edit/bring-back.ts';
import { Line } from '../edit/controls.tsx';
import { FORMS, type FormKind } from '../edit/form-kinds.ts';
import type { Body } from '../edit/merge.ts';
import { same } from '../edit/same.ts';
import { useVisit } from '../frame/visit.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import styles from './bring-back.module.css';
import { useSaved } from './saved.ts';
import { alongWith, isReviewed, useEditingSession } from './session.tsx';

/** Decided step by step, or by two people: nobody brings these back with one key. */
const DECIDED: ReadonlySet<string> = new Set(['status']);

interface Props {
  record: AnyRecord;
  field: string;
  value: unknown;
  revision: number;
}

/** Makes a new revision with the value that an earlier one had. What stands between stays in the history. */
export function BringBack({ record, field, value, revision }: Props) {
  const { say } = useWords();
  const { who } = useVisit();
  const session = useEditingSession();
  const settled = useSaved();
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'idle' | 'asks' | 'busy' | 'changed' | 'refused'>('idle');
  const forms = FORMS[record.kind as FormKind] ?? [];
  const now = (record.body as Body)[field];
  if (!session || DECIDED.has(field) || !forms.some((each) => each.field === field) || same(now, value ?? undefined))
    return null;
  const isFact = record.kind === 'incident' && (FACTS as readonly string[]).includes(field);
  const asks = isReviewed(session.incident) && session.reason === '';

  async function bring(why: string) {
    if (!session) return;
    setState('busy');
    try {
      const along = isFact ? alongWith(session.incident, [field], who.account.id) : {};
      const words = say('facts.reason.broughtBack', { revision, fields: fieldName(field, say) });
      const after = await setFields(record, { [field]: value ?? undefined, ...along }, why || words);
      if (asks) session.giveReason(why);
      settled(after, { record: after, before: { [field]: now } });
      setState('idle');
    } catch (error) {
      setState(error instanceof ChangedSince ? 'changed' : 'refused');
    }
  }
  if (state === 'asks')
    return (
      <form
        className={styles.asks}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) void bring(reason.trim());
        }}
      >
        {isFact && <p>{say('facts.along.reopens')}</p>}
        <Line label={say('edit.reason')} value={reason} maxLength={2000} required onChange={setReason} />
        <button type="submit" className={styles.bring}>
          {say('facts.bringBack')}
        </button>
      </form>
    );
  return (
    <p>
      <button
        type="button"
        className={styles.bring}
        aria-label={say('facts.bringBackNamed', { field: fieldName(field, say), revision })}
        disabled={state === 'busy'}
        onClick={() => (asks ? setState('asks') : void bring(session.reason))}
      >
        {say('facts.bringBack')}
      </button>
      {(state === 'changed' || state === 'refused') && (
        <span role="alert" className={styles.trouble}>
          {say(state === 'changed' ? 'facts.undo.changed' : 'facts.undo.refused')}
        </span>
      )}
    </p>
  );
}
