import { queryOptions, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { Refused, read } from '../api/client.ts';
import type { Name } from '../api/shapes.ts';
import controls from '../edit/controls.module.css';
import { Framed } from '../edit/controls.tsx';
import { byReference, matching, newest } from '../edit/record-candidates.ts';
import { RecordName } from '../value/record-name.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './ties.module.css';

type Why = 'same' | 'transliterated' | 'sounds-alike' | 'similar';

interface NamedActor {
  id: string;
  reference: string;
  actorType?: string;
  names?: Name[];
  why: Why;
}

/** Actors whose public names are written like this, in whichever script. Names in identities are never looked through. */
const named = (words: string, compartment: string) =>
  queryOptions({
    queryKey: ['names', compartment, words],
    queryFn: async ({ signal }): Promise<NamedActor[]> => {
      const query = new URLSearchParams({ q: words, compartment, limit: '12' });
      try {
        return (await read<{ records: NamedActor[] }>(`/api/v1/names?${query}`, signal)).records;
      } catch (error) {
        if (error instanceof Refused && error.status !== 401) return [];
        throw error;
      }
    },
    enabled: words.length >= 2 && compartment !== '',
  });

interface Props {
  compartment: string;
  value: string;
  problems: readonly FieldProblem[];
  onChange: (id: string) => void;
}

/** Names an actor that is recorded already: by its name in either script, its source code or its reference. */
export function ActorChoice({ compartment, value, problems, onChange }: Props) {
  const { say } = useWords();
  if (value)
    return (
      <p className={styles.head}>
        <RecordName id={value} />
        <button type="button" className={styles.quiet} onClick={() => onChange('')}>
          {say('choice.other')}
        </button>
      </p>
    );
  return <Looking compartment={compartment} problems={problems} onChange={onChange} />;
}

function Looking({ compartment, problems, onChange }: Omit<Props, 'value'>) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const [words, setWords] = useState('');
  const sought = words.trim();
  const byName = useQuery(named(sought, compartment));
  const lately = useQuery({ ...newest('actor', compartment, label, language), enabled: compartment !== '' });
  const whole = useQuery(byReference('actor', compartment, { reference: sought, label, language }));
  const found = (byName.data ?? []).map(({ id, reference, names, actorType, why }) => ({
    id,
    reference,
    name: names?.map(({ text }) => text).join(', ') || (actorType ? label('actor-type', actorType) : reference),
    why,
  }));
  const known = new Set(found.map(({ id }) => id));
  const others = matching([...(whole.data ?? []), ...(lately.data ?? [])], sought, null)
    .filter(({ id }) => !known.has(id))
    .map((each) => ({ ...each, why: null }));
  const offered = sought ? [...found, ...others] : others;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const [first] = offered;
    if (first && sought) onChange(first.id);
  }
  return (
    <Framed label={say('facts.actor.who')} help={say('facts.actor.whoHelp')} problems={problems} required>
      {(attributes) => (
        <>
          <input
            {...attributes}
            type="text"
            className={controls.input}
            value={words}
            autoComplete="off"
            onKeyDown={onKeyDown}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          {offered.length > 0 && (
            <ul className={styles.found}>
              {offered.map(({ id, name, reference, why }) => (
                <li key={id}>
                  <button type="button" onClick={() => onChange(id)}>
                    <span>{name}</span>
                    {name !== reference && <span className={styles.why}>{reference}</span>}
                    {why && why !== 'same' && <span className={styles.why}>{say(`facts.names.${why}`)}</span>}
                  </button>
                </li>
              ))}
            </ul>
          )}
          {sought && offered.length === 0 && !byName.isFetching && (
            <p className={controls.help}>{say('facts.actor.nobody')}</p>
          )}
        </>
      )}
    </Framed>
  );
}
