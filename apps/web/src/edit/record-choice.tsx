import '../words/evidence.ts';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { RecordName } from '../value/record-name.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import controls from './controls.module.css';
import { type ControlProps, Framed, Problems } from './controls.tsx';
import { byReference, type Candidate, matching, type Nameable, newest } from './record-candidates.ts';
import styles from './record-choice.module.css';

interface Props extends ControlProps {
  kind: Nameable;
  /** Name or id of the compartment to look in. */
  compartment: string;
  /** A record that is not offered: the one that is written. */
  but?: string | null;
}

/** Names another record: by part of its name, or by its reference. Its value is the record's id. */
export function RecordChoice(props: Props) {
  return props.value ? <Chosen {...props} /> : <Choosing {...props} />;
}

function Chosen({ label, help, value, problems = [], onChange }: Props) {
  const { say } = useWords();
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: one control with its label, as the others of the form.
    <div role="group" aria-labelledby={id} className={controls.control}>
      <span id={id} className={controls.label}>
        {label}
      </span>
      {help && <p className={controls.help}>{help}</p>}
      <div className={styles.chosen}>
        <RecordName id={value} />
        <button type="button" className={styles.away} onClick={() => onChange('')}>
          {say('choice.other')}
        </button>
      </div>
      <Problems problems={problems} />
    </div>
  );
}

function Choosing({ kind, compartment, but = null, value: _none, onChange, ...frame }: Props) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...newest(kind, compartment, label, language), enabled: open && compartment !== '' });
  const asked = byReference(kind, compartment, { reference: words.trim(), label, language });
  const named = useQuery({ ...asked, enabled: open && compartment !== '' && asked.enabled === true });
  const offered = matching([...(named.data ?? []), ...(data ?? [])], words, but);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    // Enter names the first that is offered; it does not send the form.
    event.preventDefault();
    const [first] = offered;
    if (first && words.trim()) onChange(first.id);
  }
  return (
    <Framed {...frame} help={frame.help ?? say('choice.help')}>
      {(attributes) => (
        <>
          <input
            {...attributes}
            type="text"
            className={controls.input}
            value={words}
            autoComplete="off"
            onFocus={() => setOpen(true)}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setOpen(true);
              setWords(event.currentTarget.value);
            }}
          />
          {open && offered.length > 0 && <Offered offered={offered} onChoose={onChange} />}
          {open && data && offered.length === 0 && <p className={controls.help}>{say('choice.nothing')}</p>}
        </>
      )}
    </Framed>
  );
}

function Offered({ offered, onChoose }: { offered: readonly Candidate[]; onChoose: (id: string) => void }) {
  return (
    <ul className={styles.offered}>
      {offered.map(({ id, name, reference }) => (
        <li key={id}>
          <button type="button" onClick={() => onChoose(id)}>
            <span>{name}</span>
            {name !== reference && <span className={styles.reference}>{reference}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
