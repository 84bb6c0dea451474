import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type FieldProblem, Refused } from '../api/client.ts';
import { fieldProblem } from '../edit/codec.ts';
import { Line } from '../edit/controls.tsx';
import { FieldControl } from '../edit/field-control.tsx';
import { bodyOf, FORMS, type FormField } from '../edit/form-kinds.ts';
import { problemsAt } from '../edit/problems.ts';
import { useWords, type WordId } from '../words/words.ts';
import styles from './add-page.module.css';
import type { BatchForm } from './my-queue.ts';
import { isAboutFields, type TakingIn } from './taking-in.ts';

const FIELDS = ['captureClass', 'sourceCode', 'provenance', 'conditions', 'licence', 'consent', 'sensitivity'];

interface Props {
  form: BatchForm;
  onChange: (form: BatchForm) => void;
  taking: TakingIn;
  /** How many files are not recorded yet. */
  waiting: number;
  onOrder: (item: Record<string, unknown>) => void;
}

/** What the server names as `/item/…` stands here at its field. */
const here = (problems: readonly FieldProblem[]): FieldProblem[] =>
  problems.map((each) => ({ ...each, path: each.path.replace(/^(?:\/items\/\d+)?\/(?:item|body)(?=\/)/, '') }));

function outcomeOf(error: unknown): WordId | null {
  if (!error || isAboutFields(error)) return null;
  const status = error instanceof Refused ? error.status : 0;
  if (status === 403) return 'edit.outcome.forbidden';
  if (status === 409) return 'upload.outcome.incomplete';
  if (status === 404) return 'upload.outcome.gone';
  return status > 0 && status < 500 ? 'edit.outcome.refused' : 'upload.outcome.silent';
}

/** How the files were obtained, told once for all of them, and the button that makes them items. */
export function BatchFields({ form, onChange, taking, waiting, onOrder }: Props) {
  const { say } = useWords();
  const element = useRef<HTMLFormElement>(null);
  const [own, setOwn] = useState<readonly FieldProblem[]>([]);
  const refused = isAboutFields(taking.error) ? here(taking.error.problems) : [];
  const problems = own.length > 0 ? own : refused;
  const count = problems.length;
  useEffect(() => {
    if (count > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [count]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (taking.ordered) return;
    const { body, problems } = bodyOf('item', form.forms, {});
    const found = form.reason.trim() === '' ? [...problems, fieldProblem('/reason', 'missing-field')] : problems;
    setOwn(found);
    if (found.length === 0) onOrder(body);
  }
  const outcome = outcomeOf(taking.error);
  return (
    <form ref={element} className={styles.box} onSubmit={submit} noValidate aria-label={say('upload.obtained')}>
      <h2>{say('upload.obtained')}</h2>
      <p className={styles.help}>{say('upload.obtainedHelp')}</p>
      {FIELDS.map((field) => (
        <FieldControl
          key={field}
          field={FORMS.item.find((each) => each.field === field) as FormField}
          form={form.forms[field]}
          problems={problems}
          onChange={(value) => onChange({ ...form, forms: { ...form.forms, [field]: value } })}
        />
      ))}
      <Line
        label={say('edit.occasion')}
        help={say('edit.reasonNew')}
        value={form.reason}
        maxLength={2000}
        required
        problems={problemsAt(problems, '/reason')}
        onChange={(reason) => onChange({ ...form, reason })}
      />
      <div className={styles.boxHead}>
        <Button type="submit" variant="filled" loading={taking.ordered}>
          {say('upload.record', { n: waiting })}
        </Button>
        {taking.ordered && (
          <>
            <output className={styles.help}>{say('upload.recording')}</output>
            <Button type="button" variant="default" onClick={taking.halt}>
              {say('upload.halt')}
            </Button>
          </>
        )}
      </div>
      <p role="alert" className={styles.outcome}>
        {count > 0 ? say('edit.outcome.problems', { n: count }) : outcome && say(outcome)}
      </p>
    </form>
  );
}
