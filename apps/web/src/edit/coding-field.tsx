import type { Coding } from '@cairn/model';
import { useQuery } from '@tanstack/react-query';
import type { FieldProblem } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import type { VocabularyCode } from '../api/shapes.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import controls from './controls.module.css';
import { Framed, Problems } from './controls.tsx';
import { TermMeaning } from './definition.tsx';
import styles from './facts.module.css';
import { vocabulariesIn } from './own-fields.ts';
import { useWrittenIn } from './written-in.ts';

interface CodingProps {
  label: string;
  scheme: string;
  value: string;
  required?: boolean;
  problems?: readonly FieldProblem[];
  onChange: (code: string) => void;
}

/** One code out of a long list, under its widest terms; what it means stands behind the sign below. */
export function CodingField({ label, scheme, value, required = false, problems = [], onChange }: CodingProps) {
  const { say } = useWords();
  const terms = useTerms(scheme);
  const offered = terms.filter(({ code, retired }) => !retired || code === value);
  return (
    <div className={styles.coding}>
      <Framed label={label} problems={problems} required={required}>
        {(attributes) => (
          <select
            {...attributes}
            className={controls.input}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          >
            <option value="">{say(required ? 'edit.choose' : 'edit.notSaid')}</option>
            {value && !offered.some(({ code }) => code === value) && <option value={value}>{value}</option>}
            <Grouped scheme={scheme} terms={offered} />
          </select>
        )}
      </Framed>
      <TermMeaning scheme={scheme} code={value} />
    </div>
  );
}

type TermOf = VocabularyCode & { retired?: boolean };

/** Terms that another compartment added are none of this one. */
function useTerms(scheme: string): readonly TermOf[] {
  const { compartment } = useWrittenIn();
  const { data } = useQuery(vocabulariesIn(compartment));
  return data?.find((each) => each.scheme === scheme)?.codes ?? [];
}

/** Terms of one widest term under its name; the widest can be chosen as well. */
function Grouped({ scheme, terms }: { scheme: string; terms: readonly TermOf[] }) {
  const label = useVocabulary();
  const broader = new Map(terms.map((term) => [term.code, term.broader]));
  const widest = (code: string): string => {
    const up = broader.get(code);
    return up === undefined ? code : widest(up);
  };
  const groups = Map.groupBy(terms, ({ code }) => widest(code));
  return [...groups].map(([head, members]) =>
    members.length === 1 ? (
      <option key={head} value={head}>
        {label(scheme, head)}
      </option>
    ) : (
      <optgroup key={head} label={label(scheme, head)}>
        {members.map(({ code }) => (
          <option key={code} value={code}>
            {label(scheme, code)}
          </option>
        ))}
      </optgroup>
    ),
  );
}

/** Vocabularies from which codes of an incident as a whole are chosen. */
const OF_INCIDENT = ['attack-context', 'violence-type'] as const;

interface CodingsProps {
  label: string;
  form: readonly Coding[];
  problems: readonly FieldProblem[];
  onChange: (form: Coding[]) => void;
}

/** Several codes, each taken away by its own button. */
export function CodingsField({ label: name, form, problems, onChange }: CodingsProps) {
  const { say } = useWords();
  const label = useVocabulary();
  const { data } = useQuery(vocabularies);
  const has = (scheme: string, code: string) => form.some((each) => each.scheme === scheme && each.code === code);
  const add = (chosen: string) => {
    const [scheme = '', code = ''] = chosen.split(' ');
    if (code) onChange([...form, { scheme, code }]);
  };
  return (
    <div className={styles.several}>
      <Chosen
        names={form.map((each) => label(each.scheme, each.code, each))}
        onRemove={(at) => onChange(form.filter((_, index) => index !== at))}
      />
      <Framed label={name}>
        {(attributes) => (
          <select
            {...attributes}
            className={controls.input}
            value=""
            onChange={(event) => add(event.currentTarget.value)}
          >
            <option value="">{say('facts.addOne')}</option>
            {OF_INCIDENT.map((scheme) => (
              <optgroup key={scheme} label={say(`facts.scheme.${scheme}`)}>
                {(data?.find((each) => each.scheme === scheme)?.codes ?? [])
                  .filter(({ code }) => !has(scheme, code))
                  .map(({ code }) => (
                    <option key={code} value={`${scheme} ${code}`}>
                      {label(scheme, code)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Framed>
      <Problems problems={problems} />
    </div>
  );
}

/** What was chosen so far. */
export function Chosen({ names, onRemove }: { names: readonly string[]; onRemove: (at: number) => void }) {
  const { say } = useWords();
  if (names.length === 0) return null;
  return (
    <ul className={styles.chosen}>
      {names.map((name, at) => (
        <li key={name}>
          <span>{name}</span>
          <button type="button" aria-label={say('facts.takeAway', { name })} onClick={() => onRemove(at)}>
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
