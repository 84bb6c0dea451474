import { useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/client.ts';
import { related } from '../api/questions.ts';
import type { Act, Incident } from '../api/shapes.ts';
import { recordName } from '../incident/naming.ts';
import { fieldName } from '../value/field-name.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { type AboutRow, aboutRow, assertKey, type GivenForm, type SaidStance } from './about-form.ts';
import controls from './controls.module.css';
import { Choice, Framed, Problems } from './controls.tsx';
import type { Draft } from './drafts.ts';
import facts from './facts.module.css';
import { FieldControl } from './field-control.tsx';
import { FORMS, type FormField } from './form-kinds.ts';
import styles from './pieces.module.css';
import { problemsAt } from './problems.ts';
import form from './record-form.module.css';

/** The fields that a source can speak about. */
const OF_INCIDENT = ['title', 'time', 'moreTimes', 'place', 'morePlaces', 'counts', 'codes', 'summary', 'context'];
const OF_ACT = ['type', 'omission', 'object', 'method', 'time', 'place', 'harm', 'statedReason', 'endStatus'];

interface Props {
  incident: Incident;
  draft: Draft;
  change: (draft: Draft) => void;
  problems: readonly FieldProblem[];
}

/** What a statement speaks about: each line a field, how it stands to what is held, and the value that the source gives. */
export function AboutField({ incident, draft, change, problems }: Props) {
  const { say } = useWords();
  const { data } = useQuery(related(incident.id));
  const acts = (data ?? []).filter((each): each is Act => each.kind === 'act');
  const rows = (draft.forms.about as AboutRow[] | undefined) ?? [];
  const given = (draft.forms.asserts as GivenForm | undefined) ?? {};
  const set = (about: AboutRow[], asserts: GivenForm = given) =>
    change({ ...draft, forms: { ...draft.forms, about, asserts } });
  return (
    <section className={form.part} aria-label={say('facts.about.title')}>
      <h2>{say('facts.about.title')}</h2>
      {rows.map((row) => (
        <Row
          key={row.key}
          row={row}
          records={[incident, ...acts]}
          given={given}
          problems={problems}
          onChange={(changed, asserts) =>
            set(
              rows.map((each) => (each.key === row.key ? changed : each)),
              asserts,
            )
          }
          onRemove={() => set(rows.filter((each) => each.key !== row.key))}
        />
      ))}
      <Problems problems={problems.filter(({ path }) => path === '/about')} />
      <button type="button" className={styles.quiet} onClick={() => set([...rows, aboutRow(incident.id, '')])}>
        {say('facts.about.add')}
      </button>
    </section>
  );
}

interface RowProps {
  row: AboutRow;
  records: readonly (Incident | Act)[];
  given: GivenForm;
  problems: readonly FieldProblem[];
  onChange: (row: AboutRow, given: GivenForm) => void;
  onRemove: () => void;
}

const STANCES: readonly SaidStance[] = ['supports', 'contradicts', 'context'];

function Row({ row, records, given, problems, onChange, onRemove }: RowProps) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const record = records.find(({ id }) => id === row.record);
  const key = record && row.field ? assertKey(record, row.field) : null;
  const entry = key === null ? undefined : given[key];
  const field = record && (FORMS[record.kind].find((each) => each.field === row.field) as FormField | undefined);
  const title = record ? (record.kind === 'act' ? recordName(record, label, language) : record.reference) : '';
  const within = problemsAt(problems, `/asserts/${key}`).map((each) => ({
    ...each,
    path: each.path.replace(`/asserts/${key}`, `/${row.field}`),
  }));

  function choose(chosen: string) {
    const [id = '', name = ''] = chosen.split(' ');
    const { [key ?? '']: _gone, ...rest } = given;
    onChange({ ...row, record: id, field: name }, rest);
  }
  function toggle(gives: boolean) {
    if (key === null || !field) return;
    const { [key]: _gone, ...rest } = given;
    onChange(row, gives ? { ...rest, [key]: { form: field.codec.toForm(undefined as never) } } : rest);
  }
  return (
    <fieldset className={styles.row}>
      <legend className="for-readers">{title}</legend>
      <div className={styles.pair}>
        <Framed label={say('edit.about')}>
          {(attributes) => (
            <select
              {...attributes}
              className={controls.input}
              value={`${row.record} ${row.field}`.trim()}
              onChange={(event) => choose(event.currentTarget.value)}
            >
              {records.map((each) => (
                <optgroup
                  key={each.id}
                  label={
                    each.kind === 'act' ? `${recordName(each, label, language)} · ${each.reference}` : each.reference
                  }
                >
                  <option value={each.id}>{say(each.kind === 'act' ? 'facts.about.act' : 'edit.about.whole')}</option>
                  {(each.kind === 'act' ? OF_ACT : OF_INCIDENT).map((name) => (
                    <option key={name} value={`${each.id} ${name}`}>
                      {fieldName(name, say)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          )}
        </Framed>
        <Choice
          label={say('facts.about.stance')}
          none={say('facts.about.compared')}
          options={STANCES.map((value) => ({ value, label: say(`facts.about.${value}`) }))}
          value={row.stance}
          onChange={(stance) => onChange({ ...row, stance: stance as AboutRow['stance'] }, given)}
        />
      </div>
      {field && (
        <label className={facts.check}>
          <input
            type="checkbox"
            checked={entry !== undefined}
            onChange={(event) => toggle(event.currentTarget.checked)}
          />
          <span>{say('facts.about.gives', { field: fieldName(row.field, say) })}</span>
        </label>
      )}
      {field && entry && key !== null && (
        <FieldControl
          field={field}
          form={entry.form}
          problems={within}
          onChange={(form) => onChange(row, { ...given, [key]: { form } })}
        />
      )}
      <button type="button" className={styles.quiet} onClick={onRemove}>
        {say('facts.about.remove')}
      </button>
    </fieldset>
  );
}
