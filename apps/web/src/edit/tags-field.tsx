import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import { Chosen } from './coding-field.tsx';
import controls from './controls.module.css';
import { Framed, Problems } from './controls.tsx';
import styles from './facts.module.css';
import { knownTags } from './own-fields.ts';
import { useWrittenIn } from './written-in.ts';

interface Props {
  label: string;
  kind: string;
  form: readonly string[];
  problems: readonly FieldProblem[];
  onChange: (form: string[]) => void;
}

/** Words of the team's own. Those that are in use already complete what is typed. */
export function TagsField({ label, kind, form, problems, onChange }: Props) {
  const { say } = useWords();
  const { compartment } = useWrittenIn();
  const list = useId();
  const [typed, setTyped] = useState('');
  const { who } = useVisit();
  const place = who.compartments.find(({ id, name }) => id === compartment || name === compartment)?.id ?? '';
  const { data = [] } = useQuery({ ...knownTags(place, kind), enabled: place !== '' });
  function add() {
    const tag = typed.trim();
    if (tag && !form.includes(tag)) onChange([...form, tag]);
    setTyped('');
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !typed.trim()) return;
    event.preventDefault();
    add();
  }
  return (
    <div className={styles.several}>
      <Chosen names={form} onRemove={(at) => onChange(form.filter((_, index) => index !== at))} />
      <Framed label={label} help={say('facts.tagsHelp')}>
        {(attributes) => (
          <div className={styles.adding}>
            <input
              {...attributes}
              type="text"
              className={controls.input}
              list={list}
              maxLength={100}
              autoComplete="off"
              value={typed}
              onKeyDown={onKeyDown}
              onChange={(event) => setTyped(event.currentTarget.value)}
              // What was typed and not confirmed is meant as well.
              onBlur={add}
            />
            <datalist id={list}>
              {data
                .filter((tag) => !form.includes(tag))
                .map((tag) => (
                  <option key={tag} value={tag} />
                ))}
            </datalist>
          </div>
        )}
      </Framed>
      <Problems problems={problems} />
    </div>
  );
}
