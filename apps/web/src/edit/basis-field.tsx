import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { related } from '../api/questions.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { recordName } from '../incident/naming.ts';
import { RecordName } from '../value/record-name.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import type { BasisRow } from './basis-form.ts';
import controls from './controls.module.css';
import { Line, Problems } from './controls.tsx';
import styles from './facts.module.css';
import { RecordChoice } from './record-choice.tsx';
import { useWrittenIn } from './written-in.ts';

interface Props {
  label: string;
  form: readonly BasisRow[];
  problems: readonly FieldProblem[];
  onChange: (form: BasisRow[]) => void;
}

/** What a claim rests on: statements and items around the incident are ticked, an item from elsewhere is looked for. */
export function BasisField({ label: name, form, problems, onChange }: Props) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const id = useId();
  const { incident = '', compartment } = useWrittenIn();
  const { data } = useQuery({ ...related(incident), enabled: incident !== '' });
  const offered = (data ?? []).filter(({ kind }) => kind === 'statement' || kind === 'item');
  const elsewhere = form.filter(({ id }) => !offered.some((each) => each.id === id));
  const wordsOf = (record: AnyRecord) => {
    const words = record.kind === 'statement' ? (record.body.text ?? record.body.summary ?? '') : '';
    const source = record.kind === 'statement' ? record.body.sourceCode : undefined;
    const shown = words.length > 90 ? `${words.slice(0, 90)}…` : words;
    return [record.kind === 'item' ? recordName(record, label, language) : source, shown].filter(Boolean).join(' · ');
  };
  const toggle = (kind: BasisRow['kind'], chosen: string) =>
    onChange(
      form.some(({ id }) => id === chosen)
        ? form.filter(({ id }) => id !== chosen)
        : [...form, { kind, id: chosen, pinpoint: '' }],
    );
  const pinpoint = (row: BasisRow) => (
    <Line
      label={say('facts.pinpoint')}
      value={row.pinpoint}
      maxLength={300}
      onChange={(text) => onChange(form.map((each) => (each.id === row.id ? { ...each, pinpoint: text } : each)))}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: one control with its label, as the others of the form.
    <div role="group" aria-labelledby={id} className={controls.control}>
      <span id={id} className={controls.label}>
        {name}
      </span>
      <p className={controls.help}>{say('facts.basisHelp')}</p>
      {offered.length + elsewhere.length === 0 && <p className={styles.none}>{say('facts.basisNone')}</p>}
      {offered.length + elsewhere.length > 0 && (
        <ul className={styles.sources}>
          {offered.map((record) => {
            const row = form.find(({ id }) => id === record.id);
            return (
              <li key={record.id} className={styles.source}>
                <label>
                  <input
                    type="checkbox"
                    checked={row !== undefined}
                    onChange={() => toggle(record.kind === 'item' ? 'item' : 'statement', record.id)}
                  />
                  <span>
                    {wordsOf(record)} · <span className={styles.reference}>{record.reference}</span>
                  </span>
                </label>
                {row && <div>{pinpoint(row)}</div>}
              </li>
            );
          })}
          {elsewhere.map((row) => (
            <li key={row.id} className={styles.source}>
              <label>
                <input type="checkbox" checked onChange={() => toggle(row.kind, row.id)} />
                <RecordName id={row.id} />
              </label>
              <div>{pinpoint(row)}</div>
            </li>
          ))}
        </ul>
      )}
      <RecordChoice
        label={say('facts.basisElsewhere')}
        kind="item"
        compartment={compartment}
        value=""
        onChange={(chosen) => chosen && !form.some(({ id }) => id === chosen) && toggle('item', chosen)}
      />
      <Problems problems={problems} />
    </div>
  );
}
