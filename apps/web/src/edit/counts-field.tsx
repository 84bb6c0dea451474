import { COUNT_UNITS } from '@cairn/model';
import { useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import { useWords } from '../words/words.ts';
import { Choice, CodeChoice, Line, Problems } from './controls.tsx';
import { type CountRow, emptyRow, rowAnomalies } from './counts-form.ts';
import styles from './pieces.module.css';
import { problemsAt } from './problems.ts';

interface Props {
  form: readonly CountRow[];
  problems: readonly FieldProblem[];
  onChange: (form: CountRow[]) => void;
}

/** What happened to how many of whom: each row a range, never one number made of two. */
export function CountsField({ form, problems, onChange }: Props) {
  const { say } = useWords();
  return (
    <div className={styles.rows}>
      {form.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          index={index}
          problems={problemsAt(problems, `/counts/${index}`)}
          onChange={(changed) => onChange(form.map((each) => (each.key === row.key ? changed : each)))}
          onRemove={() => onChange(form.filter((each) => each.key !== row.key))}
        />
      ))}
      <Problems problems={problems.filter(({ path }) => path === '/counts')} />
      <button type="button" className={styles.quiet} onClick={() => onChange([...form, emptyRow()])}>
        {say('edit.counts.add')}
      </button>
    </div>
  );
}

interface RowProps {
  row: CountRow;
  index: number;
  problems: readonly FieldProblem[];
  onChange: (row: CountRow) => void;
  onRemove: () => void;
}

function Row({ row, index, problems, onChange, onRemove }: RowProps) {
  const { say } = useWords();
  const { data } = useQuery(vocabularies);
  const codes = (scheme: string) =>
    data?.find((each) => each.scheme === scheme)?.codes.map(({ code }) => code) ?? ([] as string[]);
  const change = (part: Partial<CountRow>) => onChange({ ...row, ...part });
  const at = (part: string) => problemsAt(problems, `/counts/${index}/${part}`);
  const contradicting = rowAnomalies(row).length > 0;
  return (
    <fieldset className={styles.row}>
      <legend>{say('edit.counts.row', { n: index + 1 })}</legend>
      <div className={styles.pair}>
        <CodeChoice
          label={say('edit.counts.outcome')}
          scheme="outcome"
          codes={codes('outcome')}
          none={say('edit.choose')}
          value={row.outcome}
          problems={at('outcome')}
          onChange={(outcome) => change({ outcome })}
        />
        <CodeChoice
          label={say('edit.counts.group')}
          scheme="victim-group"
          codes={codes('victim-group')}
          none={say('edit.notSaid')}
          value={row.group}
          problems={at('group')}
          onChange={(group) => change({ group })}
        />
      </div>
      <div className={styles.three}>
        {(['low', 'best', 'high'] as const).map((which) => (
          <Line
            key={which}
            label={say(`edit.counts.${which}`)}
            inputMode="decimal"
            value={row[which]}
            problems={at(`count/${which}`)}
            onChange={(figure) => change({ [which]: figure })}
          />
        ))}
      </div>
      <Choice
        label={say('edit.counts.unit')}
        options={COUNT_UNITS.map((unit) => ({ value: unit, label: say(`edit.unit.${unit}`) }))}
        value={row.unit}
        problems={at('count/unit')}
        onChange={(unit) => change({ unit })}
      />
      {(contradicting || row.asGiven) && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={row.asGiven}
            onChange={(event) => change({ asGiven: event.currentTarget.checked })}
          />
          <span>{say('edit.counts.asGiven')}</span>
        </label>
      )}
      <Problems problems={at('count/anomalies')} />
      <button type="button" className={styles.quiet} onClick={onRemove}>
        {say('edit.counts.remove', { n: index + 1 })}
      </button>
    </fieldset>
  );
}
