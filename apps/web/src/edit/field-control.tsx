import { useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { CodeChoice, Line, Long } from './controls.tsx';
import { CountsField } from './counts-field.tsx';
import type { CountRow } from './counts-form.ts';
import type { FormField } from './form-kinds.ts';
import { IdentityField, NamesField } from './identity-field.tsx';
import type { IdentityForm, Row } from './identity-form.ts';
import { PartsField } from './parts-field.tsx';
import type { PartsForm } from './parts-form.ts';
import { PlaceField } from './place-field.tsx';
import type { PlaceForm } from './place-form.ts';
import { problemsAt } from './problems.ts';
import { RecordChoice } from './record-choice.tsx';
import { TimeField } from './time-field.tsx';
import type { TimeForm } from './time-form.ts';
import { useWrittenIn } from './written-in.ts';

interface Props {
  field: FormField;
  form: unknown;
  problems: readonly FieldProblem[];
  onChange: (form: unknown) => void;
}

/** Codes that people know by their own sign. */
const MARKED: ReadonlySet<string> = new Set(['reliability', 'credibility']);

/** The control of one field of a record, whatever it is made of. */
export function FieldControl({ field: given, form, problems, onChange }: Props) {
  const { field, control, scheme, required = false } = given;
  const { say, language } = useWords();
  const { compartment, id } = useWrittenIn();
  const { data } = useQuery(vocabularies);
  const here = problemsAt(problems, `/${field}`);
  const plain = { label: fieldName(field, say), value: form as string, problems: here, required, onChange };
  switch (control) {
    case 'line':
      return <Line {...plain} />;
    case 'long':
      return <Long {...plain} />;
    case 'choice': {
      const terms = data?.find((each) => each.scheme === scheme)?.codes ?? [];
      const codes = terms.map(({ code }) => code);
      const definition = given.defined ? terms.find(({ code }) => code === form)?.definition?.[language] : undefined;
      return (
        <CodeChoice
          {...plain}
          {...(definition ? { help: definition } : {})}
          scheme={scheme ?? ''}
          // A code that a newer list would know stays choosable until that list is here.
          codes={plain.value && !codes.includes(plain.value) ? [plain.value, ...codes] : codes}
          none={say(required ? 'edit.choose' : field === 'sensitivity' ? 'edit.notSaidInternal' : 'edit.notSaid')}
          marked={MARKED.has(field)}
        />
      );
    }
    case 'time':
      return <TimeField form={form as TimeForm} problems={here} onChange={onChange} />;
    case 'place':
      return <PlaceField form={form as PlaceForm} problems={here} onChange={onChange} />;
    case 'counts':
      return <CountsField form={form as CountRow[]} problems={here} onChange={onChange} />;
    case 'names':
      return <NamesField form={form as Row[]} problems={here} onChange={onChange} />;
    case 'identity':
      return <IdentityField form={form as IdentityForm} problems={here} onChange={onChange} />;
    case 'record':
      return <RecordChoice {...plain} kind={given.kind ?? 'item'} compartment={compartment} but={id} />;
    case 'parts':
      return (
        <PartsField
          field={field}
          parts={given.parts ?? []}
          form={form as PartsForm}
          problems={here}
          onChange={onChange}
        />
      );
  }
}
