import { Button } from '@mantine/core';
import { type FormEvent, Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useWords, type WordId } from '../words/words.ts';
import { ConflictDialog } from './conflict.tsx';
import { Line } from './controls.tsx';
import type { Draft } from './drafts.ts';
import { FieldControl } from './field-control.tsx';
import { FORMS, type FormField, type FormKind } from './form-kinds.ts';
import { problemsAt } from './problems.ts';
import styles from './record-form.module.css';
import type { Outcome, Saving } from './saving.ts';
import { WrittenInContext } from './written-in.ts';

/** A part of a form under its heading. */
export interface Part {
  title: WordId;
  help?: WordId;
  fields: readonly string[];
}

interface Props {
  kind: FormKind;
  /** The record that is changed; null for a new one. */
  id: string | null;
  title: string;
  parts: readonly Part[];
  draft: Draft;
  change: (draft: Draft) => void;
  saving: Saving;
  /** Where one is. */
  where: ReactNode;
  /** What stands above the fields: what changed meanwhile, what cannot be changed. */
  above?: ReactNode;
  /** What stands after the first part: what the record is about. */
  between?: ReactNode;
  /** What stands below the fields. */
  below?: ReactNode;
  /** The incident around which the record stands. */
  incident?: string;
  /** Name or id of the compartment; that of the draft where it is not given. */
  compartment?: string;
  /** The field that one came for, or a member of it: `collection`, `collection.tool`. */
  begin?: string | undefined;
  onLeave: () => void;
}

const OUTCOMES: Partial<Record<Outcome, WordId>> = {
  problems: 'edit.outcome.problems',
  unchanged: 'edit.outcome.unchanged',
  silent: 'edit.outcome.silent',
  forbidden: 'edit.outcome.forbidden',
  gone: 'edit.outcome.gone',
  refused: 'edit.outcome.refused',
};

/** One record as a form: its parts with room between them, and at the end why it is changed. */
export function RecordForm({
  kind,
  id,
  title,
  parts,
  draft,
  change,
  saving,
  where,
  above,
  between,
  below,
  incident,
  begin,
  compartment,
  onLeave,
}: Props) {
  const { say } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const { outcome, problems, conflict } = saving;
  const busy = outcome === 'busy';

  // Whoever uses the keyboard continues at the first field that needs it.
  useEffect(() => {
    if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);

  useEffect(() => {
    if (!begin) return;
    const [field = '', part] = begin.split('.');
    const within = form.current?.querySelector(`[data-field="${CSS.escape(field)}"]`);
    const there = part ? within?.querySelector(`[data-part="${CSS.escape(part)}"]`) : within;
    (there ?? within)?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [begin]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!busy) void saving.save();
  }

  /** From a text of several lines too, in which Enter alone begins a line. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  }

  const setForm = (field: string, value: unknown) => change({ ...draft, forms: { ...draft.forms, [field]: value } });
  const fieldOf = (name: string) => FORMS[kind].find(({ field }) => field === name) as FormField;
  const known = new Set([...FORMS[kind].map(({ field }) => field), 'reason']);
  const elsewhere = problems.filter(({ path }) => !known.has(path.split('/')[1] ?? ''));
  const outcomeWord = OUTCOMES[outcome];

  return (
    <WrittenInContext
      value={{ compartment: compartment ?? draft.compartment, id, kind, ...(incident ? { incident } : {}) }}
    >
      <form ref={form} className={styles.form} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
        <div className={styles.head}>
          {where}
          <h1>{title}</h1>
        </div>
        {above}
        {parts.map(({ title, help, fields }, index) => (
          <Fragment key={title}>
            <section className={styles.part} aria-label={say(title)}>
              <h2>{say(title)}</h2>
              {help && <p className={styles.help}>{say(help)}</p>}
              {fields.map((field) => (
                <div key={field} data-field={field} className={styles.field}>
                  <FieldControl
                    field={fieldOf(field)}
                    form={draft.forms[field]}
                    problems={problems}
                    onChange={(value) => setForm(field, value)}
                  />
                </div>
              ))}
            </section>
            {index === 0 && between}
          </Fragment>
        ))}
        {below}
        <footer className={styles.bar}>
          <div className={styles.reason}>
            <Line
              label={say(id === null ? 'edit.occasion' : 'edit.reason')}
              help={say(id === null ? 'edit.reasonNew' : 'edit.reasonHelp')}
              value={draft.reason}
              maxLength={2000}
              problems={problemsAt(problems, '/reason')}
              onChange={(reason) => change({ ...draft, reason })}
            />
          </div>
          <div className={styles.actions}>
            <Button type="submit" variant="filled" loading={busy}>
              {say(id === null ? 'edit.saveNew' : 'edit.save')}
            </Button>
            <Button type="button" variant="default" onClick={onLeave}>
              {say('edit.leave')}
            </Button>
          </div>
          <p role="alert" className={styles.outcome} data-state={outcome === 'unchanged' ? 'calm' : 'alarm'}>
            {outcomeWord && say(outcomeWord, { n: problems.length })}
            {elsewhere.map(({ path, message }) => ` ${path} ${message}`).join('')}
          </p>
        </footer>
      </form>
      {conflict && id !== null && (
        <ConflictDialog
          key={conflict.current.revision}
          kind={kind}
          id={id}
          draft={draft}
          conflict={conflict}
          onDecided={(decided) => void saving.resolve(decided)}
          onLeave={saving.putAside}
        />
      )}
    </WrittenInContext>
  );
}
