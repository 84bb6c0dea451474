import { Button } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { ConflictDialog } from '../edit/conflict.tsx';
import { Line } from '../edit/controls.tsx';
import { FieldControl } from '../edit/field-control.tsx';
import { FORMS, type FormField } from '../edit/form-kinds.ts';
import { problemsAt } from '../edit/problems.ts';
import type { Outcome } from '../edit/saving.ts';
import { WrittenInContext } from '../edit/written-in.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords, type WordId } from '../words/words.ts';
import styles from './inline.module.css';
import type { Inline } from './inline-state.ts';
import { useEditingSession } from './session.tsx';

interface Props {
  inline: Inline;
  /** The place's name among those that the state knows. */
  place: string;
  fields: readonly string[];
  name: string;
  children: ReactNode;
}

/** A value with its pencil; opened, the control of each of its fields stands in its place. Esc gives back what stood. */
export function InEditing({ inline, place, fields, name, children }: Props) {
  const { say } = useWords();
  const session = useEditingSession();
  const pencil = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  const open = inline.open.has(place);

  useEffect(() => {
    // Whoever leaves a field by the keyboard stands at its pencil again, not at the top of the page.
    if (was.current && !open && (document.activeElement === document.body || document.activeElement === null))
      pencil.current?.focus();
    was.current = open;
  }, [open]);

  if (open) return <Editor inline={inline} place={place} fields={fields} name={name} />;
  return (
    <div className={styles.place}>
      <div className={styles.value}>{children}</div>
      {session?.mayEdit && (
        <button
          ref={pencil}
          type="button"
          className={styles.pencil}
          aria-label={say('facts.editField', { name })}
          title={say('facts.editField', { name })}
          onClick={() => inline.begin(place, fields)}
        >
          <Glyph name="pencil" />
        </button>
      )}
    </div>
  );
}

const OUTCOMES: Partial<Record<Outcome, WordId>> = {
  problems: 'edit.outcome.problems',
  unchanged: 'edit.outcome.unchanged',
  silent: 'edit.outcome.silent',
  forbidden: 'edit.outcome.forbidden',
  gone: 'edit.outcome.gone',
  refused: 'edit.outcome.refused',
};

function Editor({ inline, place, fields, name }: Omit<Props, 'children'>) {
  const { say } = useWords();
  const session = useEditingSession();
  const form = useRef<HTMLFormElement>(null);
  const { saving, record, kind } = inline;
  const busy = saving.outcome === 'busy';
  const shown = fields.map((field) => FORMS[kind].find((each) => each.field === field) as FormField);
  const problems = saving.problems;
  const along = inline.along(fields);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
  }, []);
  useEffect(() => {
    if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      inline.giveBack(place);
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!busy) void inline.save([place]);
  }
  const outcome = OUTCOMES[saving.outcome];
  const elsewhere = problems.filter(({ path }) => !['reason', ...fields].includes(path.split('/')[1] ?? ''));
  return (
    <WrittenInContext
      value={{
        compartment: record.compartment,
        id: record.id,
        kind,
        ...(session ? { incident: session.incident.id } : {}),
      }}
    >
      <form
        ref={form}
        className={styles.editor}
        aria-label={say('facts.editField', { name })}
        onSubmit={submit}
        onKeyDown={onKeyDown}
        noValidate
      >
        {shown.map((field) => (
          <FieldControl
            key={field.field}
            field={field}
            form={inline.draft.forms[field.field]}
            problems={problems}
            onChange={(value) => inline.setForm(field.field, value)}
          />
        ))}
        {along && (
          <p className={styles.along}>
            <Glyph name="notice" /> {say(`facts.along.${along}`)}
          </p>
        )}
        {inline.needsReason && (
          <Line
            label={say('edit.reason')}
            help={say('facts.reasonOnce')}
            value={inline.reason}
            maxLength={2000}
            required
            problems={problemsAt(problems, '/reason')}
            onChange={inline.setReason}
          />
        )}
        <div className={styles.does}>
          <Button type="submit" size="sm" variant="filled" loading={busy}>
            {say('edit.save')}
          </Button>
          {inline.open.size > 1 && (
            <Button
              size="sm"
              variant="default"
              disabled={busy}
              onClick={() => void inline.save([...inline.open.keys()])}
            >
              {say('facts.saveAll', { n: inline.open.size })}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={() => inline.giveBack(place)}>
            {say('facts.giveBack')}
          </Button>
          <span className={styles.keys}>{say('facts.keys')}</span>
        </div>
        <p role="alert" className={styles.outcome}>
          {outcome && say(outcome, { n: problems.length })}
          {elsewhere.map(({ path, message }) => ` ${path} ${message}`).join('')}
        </p>
      </form>
    </WrittenInContext>
  );
}

/** The question that stands over the page when two people changed the same. */
export function InlineConflict({ inline }: { inline: Inline }) {
  const { saving, sending, kind, record } = inline;
  if (!saving.conflict) return null;
  return (
    <ConflictDialog
      key={saving.conflict.current.revision}
      kind={kind}
      id={record.id}
      draft={sending}
      conflict={saving.conflict}
      onDecided={(decided) => void saving.resolve(decided)}
      onLeave={saving.putAside}
    />
  );
}
