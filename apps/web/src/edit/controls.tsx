import { type ReactNode, useId } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './controls.module.css';
import { problemWords } from './problems.ts';

/** What every control needs; `problems` are those at this very place. */
export interface ControlProps {
  label: string;
  help?: string;
  value: string;
  problems?: readonly FieldProblem[];
  required?: boolean;
  onChange: (value: string) => void;
}

interface FrameProps extends Pick<ControlProps, 'label' | 'help' | 'problems' | 'required'> {
  children: (attributes: {
    id: string;
    required: boolean;
    'aria-invalid': boolean;
    'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** A label above, a word of help below it, then the control, then what is wrong with it. */
export function Framed({ label, help, problems = [], required = false, children }: FrameProps) {
  const id = useId();
  const describedBy = [help ? `${id}-help` : '', problems.length > 0 ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return (
    <div className={styles.control}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {help && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {children({
        id,
        required,
        'aria-invalid': problems.length > 0,
        'aria-describedby': describedBy || undefined,
      })}
      <Problems id={`${id}-problem`} problems={problems} />
    </div>
  );
}

/** What is wrong at one place, each in words with the alarm's glyph. */
export function Problems({ id, problems }: { id?: string; problems: readonly FieldProblem[] }) {
  const { say } = useWords();
  if (problems.length === 0) return null;
  return (
    <ul id={id} className={styles.problems}>
      {problems.map((each) => (
        <li key={`${each.path} ${each.code}`}>
          <Glyph name="alarm" />
          <span>{problemWords(each, say)}</span>
        </li>
      ))}
    </ul>
  );
}

interface LineProps extends ControlProps {
  inputMode?: 'decimal';
  placeholder?: string;
  maxLength?: number;
}

/** One line of text. */
export function Line({ inputMode, placeholder, maxLength, value, onChange, ...frame }: LineProps) {
  return (
    <Framed {...frame}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          className={styles.input}
          value={value}
          inputMode={inputMode}
          placeholder={placeholder}
          maxLength={maxLength}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Framed>
  );
}

/** A text of several lines, in the face of what people write; it grows with what is in it. */
export function Long({ value, onChange, ...frame }: ControlProps) {
  return (
    <Framed {...frame}>
      {(attributes) => (
        <textarea
          {...attributes}
          className={styles.long}
          rows={4}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Framed>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface ChoiceProps extends ControlProps {
  options: readonly Option[];
  /** What stands for no choice; without it one must be made. */
  none?: string;
}

/** One of a short list. */
export function Choice({ options, none, value, onChange, ...frame }: ChoiceProps) {
  return (
    <Framed {...frame}>
      {(attributes) => (
        <select
          {...attributes}
          className={styles.input}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Framed>
  );
}

/** One of a vocabulary's codes, and the codes' own marks before it where people know them by those (A–F, 1–6). */
export function CodeChoice({
  scheme,
  codes,
  marked = false,
  ...rest
}: Omit<ChoiceProps, 'options'> & { scheme: string; codes: readonly string[]; marked?: boolean }) {
  const label = useVocabulary();
  const options = codes.map((code) => ({
    value: code,
    label: marked ? `${code} · ${label(scheme, code)}` : label(scheme, code),
  }));
  return <Choice options={options} {...rest} />;
}
