import { useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import controls from './controls.module.css';
import { Choice, Framed, Line } from './controls.tsx';
import type { CustomEntry, CustomForm } from './custom-form.ts';
import { Meaning } from './definition.tsx';
import styles from './facts.module.css';
import { type OwnField, ownFields } from './own-fields.ts';
import { problemsAt } from './problems.ts';
import { useWrittenIn } from './written-in.ts';

interface Props {
  kind: string;
  form: CustomForm;
  problems: readonly FieldProblem[];
  onChange: (form: CustomForm) => void;
}

/** The organisation's own fields, each as its definition says. A retired one is shown only where it has a value. */
export function CustomField({ kind, form, problems, onChange }: Props) {
  const { say } = useWords();
  const { compartment } = useWrittenIn();
  const { data = [] } = useQuery(ownFields(compartment));
  const fields = data.filter((field) => field.kind === kind && (!field.retired || form[field.key] !== undefined));
  if (fields.length === 0) return <p className={styles.none}>{say('facts.noOwnFields')}</p>;
  return (
    <div className={styles.several}>
      {fields.map((field) => (
        <One
          key={field.key}
          field={field}
          entry={{ text: '', chosen: [], ...form[field.key], type: field.type }}
          problems={problemsAt(problems, `/custom/${field.key}`)}
          onChange={(entry) => onChange({ ...form, [field.key]: entry })}
        />
      ))}
    </div>
  );
}

interface OneProps {
  field: OwnField;
  entry: CustomEntry;
  problems: readonly FieldProblem[];
  onChange: (entry: CustomEntry) => void;
}

function One(props: OneProps) {
  const { language } = useWords();
  const { label, definition, rule } = props.field;
  return (
    <div className={styles.coding}>
      <Control {...props} name={label[language]} />
      <Meaning
        name={label[language]}
        {...(definition ? { definition: definition[language] } : {})}
        {...(rule ? { rule: rule[language] } : {})}
      />
    </div>
  );
}

function Control({ field, entry, problems, onChange, name }: OneProps & { name: string }) {
  const { say, language } = useWords();
  const set = (text: string) => onChange({ ...entry, text });
  const plain = { label: name, value: entry.text, problems, onChange: set };
  const options = (field.options ?? []).map(({ code, label }) => ({ value: code, label: label[language] }));
  switch (field.type) {
    case 'number':
      return <Line {...plain} inputMode="decimal" />;
    case 'date':
      return (
        <Framed label={name} problems={problems}>
          {(attributes) => (
            <input
              {...attributes}
              type="date"
              className={controls.input}
              value={entry.text}
              onChange={(event) => set(event.currentTarget.value)}
            />
          )}
        </Framed>
      );
    case 'yes-no':
      return (
        <Choice
          {...plain}
          none={say('edit.notSaid')}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: say(`facts.answer.${value}`) }))}
        />
      );
    case 'choice':
      return <Choice {...plain} none={say('edit.notSaid')} options={options} />;
    case 'choices':
      return (
        <fieldset className={styles.options}>
          <legend>{name}</legend>
          {options.map(({ value, label }) => (
            <label key={value} className={styles.check}>
              <input
                type="checkbox"
                checked={entry.chosen.includes(value)}
                onChange={(event) =>
                  onChange({
                    ...entry,
                    chosen: event.currentTarget.checked
                      ? [...entry.chosen, value]
                      : entry.chosen.filter((each) => each !== value),
                  })
                }
              />
              {label}
            </label>
          ))}
        </fieldset>
      );
    default:
      return <Line {...plain} />;
  }
}
