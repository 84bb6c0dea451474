import type { ReactNode } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import type { Codec } from './codec.ts';
import styles from './pieces.module.css';
import { PlaceField } from './place-field.tsx';
import { type PlaceForm, placeCodec } from './place-form.ts';
import { emptySeveral, type SeveralRow } from './several-form.ts';
import { TimeField } from './time-field.tsx';
import { type TimeForm, timeCodec } from './time-form.ts';

interface Props<Form> {
  form: readonly SeveralRow<Form>[];
  problems: readonly FieldProblem[];
  onChange: (form: SeveralRow<Form>[]) => void;
}

/** Further periods of the same incident. */
export function TimesField(props: Props<TimeForm>) {
  return (
    <Rows
      {...props}
      field="moreTimes"
      alone="time"
      one={timeCodec as Codec<never, TimeForm>}
      control={(form, problems, onChange) => <TimeField form={form} problems={problems} onChange={onChange} />}
    />
  );
}

/** Further places of the same incident. */
export function PlacesField(props: Props<PlaceForm>) {
  return (
    <Rows
      {...props}
      field="morePlaces"
      alone="place"
      one={placeCodec as Codec<never, PlaceForm>}
      control={(form, problems, onChange) => <PlaceField form={form} problems={problems} onChange={onChange} />}
    />
  );
}

interface RowsProps<Form> extends Props<Form> {
  field: 'moreTimes' | 'morePlaces';
  alone: 'time' | 'place';
  one: Codec<never, Form>;
  control: (form: Form, problems: readonly FieldProblem[], onChange: (form: Form) => void) => ReactNode;
}

function Rows<Form>({ field, alone, one, control, form, problems, onChange }: RowsProps<Form>) {
  const { say } = useWords();
  /** Problems at `/moreTimes/1/start` as the one control knows them: `/time/start`. */
  const within = (index: number) =>
    problems
      .filter(({ path }) => path === `/${field}/${index}` || path.startsWith(`/${field}/${index}/`))
      .map((each) => ({ ...each, path: each.path.replace(`/${field}/${index}`, `/${alone}`) }));
  return (
    <div className={styles.rows}>
      {form.map((row, index) => (
        <fieldset key={row.key} className={styles.row}>
          <legend>{say(`facts.row.${field}`, { n: index + 2 })}</legend>
          {control(row.form, within(index), (changed) =>
            onChange(form.map((each) => (each.key === row.key ? { ...each, form: changed } : each))),
          )}
          <button
            type="button"
            className={styles.quiet}
            onClick={() => onChange(form.filter((each) => each.key !== row.key))}
          >
            {say(`facts.remove.${field}`, { n: index + 2 })}
          </button>
        </fieldset>
      ))}
      <button type="button" className={styles.quiet} onClick={() => onChange([...form, emptySeveral(one)])}>
        {say(`facts.add.${field}`)}
      </button>
    </div>
  );
}
