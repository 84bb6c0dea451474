import type { Coding } from '@cairn/model';
import { useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { BasisField } from './basis-field.tsx';
import type { BasisRow } from './basis-form.ts';
import { CodingField, CodingsField } from './coding-field.tsx';
import { CodeChoice, Line, Long } from './controls.tsx';
import { CountsField } from './counts-field.tsx';
import type { CountRow } from './counts-form.ts';
import { CustomField } from './custom-field.tsx';
import type { CustomForm } from './custom-form.ts';
import facts from './facts.module.css';
import type { FormField } from './form-kinds.ts';
import { IdentityField, NamesField } from './identity-field.tsx';
import type { IdentityForm, Row } from './identity-form.ts';
import { PartsField } from './parts-field.tsx';
import type { PartsForm } from './parts-form.ts';
import { PlaceField } from './place-field.tsx';
import type { PlaceForm } from './place-form.ts';
import { problemsAt } from './problems.ts';
import { RecordChoice } from './record-choice.tsx';
import { PlacesField, TimesField } from './several-field.tsx';
import type { SeveralRow } from './several-form.ts';
import { TagsField } from './tags-field.tsx';
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
  const { compartment, id, kind = '' } = useWrittenIn();
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
    case 'times':
      return <TimesField form={form as SeveralRow<TimeForm>[]} problems={here} onChange={onChange} />;
    case 'places':
      return <PlacesField form={form as SeveralRow<PlaceForm>[]} problems={here} onChange={onChange} />;
    case 'coding':
      return <CodingField {...plain} scheme={scheme ?? ''} />;
    case 'codings':
      return <CodingsField label={plain.label} form={form as Coding[]} problems={here} onChange={onChange} />;
    case 'flag':
      return (
        <label className={facts.check}>
          <input
            type="checkbox"
            checked={form as boolean}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span>{plain.label}</span>
        </label>
      );
    case 'basis':
      return <BasisField label={plain.label} form={form as BasisRow[]} problems={here} onChange={onChange} />;
    case 'tags':
      return <TagsField label={plain.label} kind={kind} form={form as string[]} problems={here} onChange={onChange} />;
    case 'custom':
      return <CustomField kind={kind} form={form as CustomForm} problems={here} onChange={onChange} />;
    case 'about':
    case 'given':
      // Both are written in one place, where each row has its record: the page of the statement shows it.
      return null;
    case 'counts': {
      // The rows of an act's harm are those of counts under another name.
      const rows = here.map((each) => ({ ...each, path: each.path.replace(`/${field}`, '/counts') }));
      return <CountsField form={form as CountRow[]} problems={rows} onChange={onChange} />;
    }
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
