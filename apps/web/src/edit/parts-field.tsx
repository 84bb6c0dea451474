import '../words/evidence.ts';
import { useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import { fieldName } from '../value/field-name.ts';
import { memberName } from '../value/members.tsx';
import { useWords } from '../words/words.ts';
import { CodeChoice, Line, Long, Problems } from './controls.tsx';
import type { PartOfValue, PartsForm } from './parts-form.ts';
import styles from './pieces.module.css';
import { problemsAt } from './problems.ts';
import { RecordChoice } from './record-choice.tsx';
import { useWrittenIn } from './written-in.ts';

interface Props {
  field: string;
  parts: readonly PartOfValue[];
  form: PartsForm;
  problems: readonly FieldProblem[];
  onChange: (form: PartsForm) => void;
}

/** The members of one value, each with its control, under the value's name. */
export function PartsField({ field, parts, form, problems, onChange }: Props) {
  const { say } = useWords();
  const { compartment, id } = useWrittenIn();
  const { data } = useQuery(vocabularies);
  const set = (name: string) => (value: string) => onChange({ ...form, [name]: value });
  const ofWhole = problems.filter(({ path }) => path === `/${field}`);
  const short = parts.filter(({ control }) => control !== 'long' && control !== 'record');
  const records = parts.filter(({ control }) => control === 'record');
  const long = parts.filter(({ control }) => control === 'long');

  const plain = (name: string) => ({
    label: memberName(name, say),
    value: form[name] ?? '',
    problems: problemsAt(problems, `/${field}/${name}`),
    onChange: set(name),
  });
  return (
    <fieldset className={styles.row}>
      <legend>{fieldName(field, say)}</legend>
      <div className={styles.pair}>
        {short.map(({ name, control, scheme = '' }) => {
          if (control !== 'choice')
            return (
              <div key={name} data-part={name}>
                <Line {...plain(name)} {...(control === 'figure' ? { inputMode: 'decimal' } : {})} />
              </div>
            );
          const codes = data?.find((each) => each.scheme === scheme)?.codes.map(({ code }) => code) ?? [];
          return <CodeChoice key={name} {...plain(name)} scheme={scheme} codes={codes} none={say('edit.notSaid')} />;
        })}
      </div>
      {records.map(({ name, kind = 'item' }) => (
        <div key={name} data-part={name}>
          <RecordChoice {...plain(name)} kind={kind} compartment={compartment} but={id} />
        </div>
      ))}
      {long.map(({ name }) => (
        <div key={name} data-part={name}>
          <Long {...plain(name)} />
        </div>
      ))}
      <Problems problems={ofWhole} />
    </fieldset>
  );
}
