import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Statement } from '../api/shapes.ts';
import { ChangedSince, setFields } from '../edit/bring-back.ts';
import { Long } from '../edit/controls.tsx';
import { FieldControl } from '../edit/field-control.tsx';
import { FORMS } from '../edit/form-kinds.ts';
import { FormEnd } from '../incident/form-end.tsx';
import { useSaved } from '../incident/saved.ts';
import { isReviewed, useEditingSession } from '../incident/session.tsx';
import { useWords } from '../words/words.ts';
import styles from './grading.module.css';

/** Two judgements that are made apart: how far the source can be trusted, and how likely these words are. */
const GRADES = ['reliability', 'credibility'] as const;
type Grades = Record<(typeof GRADES)[number], string>;

const gradesOf = ({ body }: Statement): Grades => ({
  reliability: body.reliability ?? '',
  credibility: body.credibility === undefined ? '' : String(body.credibility),
});

/** Grades a statement where it is read, without leaving the question that it answers. */
export function Grading({ statement, name }: { statement: Statement; name: string }) {
  const { say } = useWords();
  const session = useEditingSession();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Whoever is done goes on from where they began.
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (!session?.mayEdit) return null;
  if (open) return <GradingForm statement={statement} name={name} onDone={() => setOpen(false)} />;
  return (
    <button
      ref={button}
      type="button"
      className={styles.begin}
      aria-label={say('facts.grading.of', { name })}
      onClick={() => setOpen(true)}
    >
      {say('facts.grading')}
    </button>
  );
}

function GradingForm({ statement, name, onDone }: { statement: Statement; name: string; onDone: () => void }) {
  const { say } = useWords();
  const session = useEditingSession();
  const settled = useSaved();
  const form = useRef<HTMLFormElement>(null);
  const [grades, setGrades] = useState(() => gradesOf(statement));
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'changed' | 'refused'>('idle');
  const asks = session !== null && isReviewed(session.incident) && session.reason === '';
  const why = session?.reason || reason.trim() || (asks ? '' : say('facts.reason.graded'));
  const before = gradesOf(statement);
  const changed = GRADES.filter((grade) => grades[grade] !== before[grade]);

  useEffect(() => {
    form.current?.querySelector('select')?.focus();
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'busy' || !why) return;
    if (changed.length === 0) return onDone();
    setState('busy');
    const value = (grade: keyof Grades) =>
      grades[grade] === '' ? undefined : grade === 'credibility' ? Number(grades[grade]) : grades[grade];
    try {
      const after = await setFields(statement, Object.fromEntries(changed.map((grade) => [grade, value(grade)])), why);
      if (asks) session?.giveReason(reason.trim());
      const was = Object.fromEntries(changed.map((grade) => [grade, statement.body[grade]]));
      settled(after, { record: after, before: was });
      onDone();
    } catch (error) {
      setState(error instanceof ChangedSince ? 'changed' : 'refused');
    }
  }
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={say('facts.grading.of', { name })}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      {GRADES.map((grade) => {
        const field = FORMS.statement.find((each) => each.field === grade);
        return (
          field && (
            <FieldControl
              key={grade}
              field={field}
              form={grades[grade]}
              problems={[]}
              onChange={(chosen) => setGrades((all) => ({ ...all, [grade]: chosen as string }))}
            />
          )
        );
      })}
      {asks && (
        <Long label={say('edit.reason')} help={say('facts.reasonOnce')} value={reason} required onChange={setReason} />
      )}
      <FormEnd save={say('facts.grading.save')} state={state} missing={!why} onLeave={onDone} />
    </form>
  );
}
