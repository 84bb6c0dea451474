import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { revisions } from '../api/questions.ts';
import { useAuthor } from '../panel/author.ts';
import { Moment } from '../panel/moment.tsx';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { TextDiff } from '../value/text-diff.tsx';
import { useWords } from '../words/words.ts';
import styles from './conflict.module.css';
import { bothForms, type Decisions } from './draft.ts';
import type { Draft } from './drafts.ts';
import { FieldControl } from './field-control.tsx';
import { FORMS, type FormField, type FormKind } from './form-kinds.ts';
import type { Clash } from './merge.ts';
import type { Conflict } from './saving.ts';

interface Props {
  kind: FormKind;
  id: string;
  draft: Draft;
  conflict: Conflict;
  onDecided: (decided: Decisions) => void;
  onLeave: () => void;
}

const CHOICES = ['mine', 'theirs', 'both'] as const;
type Choice = (typeof CHOICES)[number];
/** What is decided about each field, and the form that is being edited where both are wanted. */
type Chosen = Record<string, { choice: Choice; form?: unknown }>;

/** Two people changed the same fields: each stands here as it was, as I wrote it and as it stands now, for me to choose. */
export function ConflictDialog({ kind, id, draft, conflict, onDecided, onLeave }: Props) {
  const { say } = useWords();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const { clashes, theirs } = conflict.merged;
  const open = clashes.filter(({ field }) => !chosen[field]).length;

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  function decide() {
    if (open > 0) return;
    const forms = clashes.flatMap(({ field }) => {
      const made = chosen[field];
      if (made?.choice === 'mine') return [[field, draft.forms[field]]];
      return made?.choice === 'both' ? [[field, made.form]] : [];
    });
    onDecided(Object.fromEntries(forms));
  }

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onLeave();
      }}
    >
      <header className={styles.head}>
        <h2 id={title}>{say('conflict.title')}</h2>
        <p>{say('conflict.kept', { n: clashes.length })}</p>
        {theirs.length > 0 && (
          <p>{say('conflict.merged', { fields: theirs.map((field) => fieldName(field, say)).join(', ') })}</p>
        )}
      </header>
      {clashes.map((clash) => (
        <ClashChoice
          key={clash.field}
          id={id}
          clash={clash}
          field={FORMS[kind].find(({ field }) => field === clash.field) as FormField}
          since={draft.base.revision}
          mine={draft.forms[clash.field]}
          chosen={chosen[clash.field]}
          onChoose={(made) => setChosen({ ...chosen, [clash.field]: made })}
        />
      ))}
      <footer className={styles.foot}>
        <p role="status" className={styles.open}>
          {open > 0 && say('conflict.open', { n: open })}
        </p>
        <Button variant="default" onClick={onLeave}>
          {say('conflict.back')}
        </Button>
        <Button variant="filled" disabled={open > 0} onClick={decide}>
          {say('conflict.save')}
        </Button>
      </footer>
    </dialog>
  );
}

interface ClashProps {
  id: string;
  clash: Clash;
  field: FormField;
  /** The revision from which I began. */
  since: number;
  mine: unknown;
  chosen: Chosen[string] | undefined;
  onChoose: (made: Chosen[string]) => void;
}

function ClashChoice({ id, clash, field, since, mine, chosen, onChoose }: ClashProps) {
  const { say } = useWords();
  const { before, theirs } = clash;
  const name = fieldName(field.field, say);
  const form = (choice: Choice) =>
    choice === 'both' ? { form: bothForms(field.control, mine, field.codec.toForm(theirs as never)) } : {};
  return (
    <section className={styles.clash} aria-label={name}>
      <h3>{name}</h3>
      <dl className={styles.versions}>
        <div>
          <dt>{say('conflict.before')}</dt>
          <dd>
            <FieldValue field={field.field} value={before} />
          </dd>
        </div>
        <div>
          <dt>{say('conflict.yours')}</dt>
          <dd>
            <Version field={field.field} before={before} value={clash.mine} />
          </dd>
        </div>
        <div>
          <dt>
            {say('conflict.theirs')}
            <ByWhom id={id} field={field.field} since={since} />
          </dt>
          <dd>
            <Version field={field.field} before={before} value={theirs} />
          </dd>
        </div>
      </dl>
      <fieldset className={styles.choices}>
        <legend className="for-readers">{say('conflict.choose', { field: name })}</legend>
        {CHOICES.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input
              type="radio"
              name={`choice-${field.field}`}
              checked={chosen?.choice === choice}
              onChange={() => onChoose({ choice, ...form(choice) })}
            />
            {say(`conflict.choice.${choice}`)}
          </label>
        ))}
      </fieldset>
      {chosen?.choice === 'both' && (
        <FieldControl
          field={field}
          form={chosen.form}
          problems={[]}
          onChange={(edited) => onChoose({ choice: 'both', form: edited })}
        />
      )}
    </section>
  );
}

/** Words against the words they were made from; anything else as it reads. */
function Version({ field, before, value }: { field: string; before: unknown; value: unknown }) {
  const { say } = useWords();
  if (value === undefined) return <span className={styles.gone}>{say('conflict.removed')}</span>;
  if (typeof value === 'string' && typeof before === 'string' && before.includes(' ')) {
    return <TextDiff before={before} after={value} />;
  }
  return <FieldValue field={field} value={value} />;
}

/** Who changed the field last since I began, and when. */
function ByWhom({ id, field, since }: { id: string; field: string; since: number }) {
  const { say } = useWords();
  const author = useAuthor();
  const { data } = useQuery({ ...revisions(id), staleTime: 0 });
  const last = data?.findLast(
    ({ revision, changes }) => revision > since && changes.some((change) => change.field === field),
  );
  if (!last) return null;
  return (
    <span className={styles.by}>
      {say('conflict.by', { who: author(last.author) })} <Moment at={last.at} />
    </span>
  );
}
