import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { Line } from '../edit/controls.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './actor-picker.module.css';
import { actorsNamed, type FoundActor } from './questions.ts';

export interface Picked {
  id: string;
  name: string;
}

interface Props {
  /** Name or id of the compartment to look in. */
  compartment: string;
  picked: readonly Picked[];
  most: number;
  onPicked: (picked: readonly Picked[]) => void;
}

const PAUSE = 250;

/** Finds actors by name in any spelling, many of them at once. What was ticked stays ticked while one looks for others. */
export function ActorPicker({ compartment, picked, most, onPicked }: Props) {
  const { say } = useWords();
  const label = useVocabulary();
  const [words, setWords] = useState('');
  const asked = useStill(words.trim());
  const { data: found = [], error, refetch } = useQuery(actorsNamed(compartment, asked));
  const shown = asked.length > 1 ? found : [];
  const ids = new Set(picked.map(({ id }) => id));
  const nameOf = ({ names, actorType, reference }: FoundActor) => {
    const [first] = names;
    const name = typeof first === 'string' ? first : first?.text;
    return name ?? (actorType ? `${label('actor-type', actorType)} ${reference}` : reference);
  };
  const tick = (actors: readonly FoundActor[], on: boolean) => {
    const kept = picked.filter(({ id }) => on || !actors.some((actor) => actor.id === id));
    const more = on
      ? actors.filter(({ id }) => !ids.has(id)).map((actor) => ({ id: actor.id, name: nameOf(actor) }))
      : [];
    onPicked([...kept, ...more].slice(0, most));
  };
  function onKeyDown(event: KeyboardEvent) {
    // Enter looks, and does not send the form.
    if (event.key === 'Enter') event.preventDefault();
  }
  return (
    <fieldset className={styles.picker}>
      <legend className="for-readers">{say('relations.addSearch')}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps Enter in the field from sending the form. */}
      <div onKeyDown={onKeyDown}>
        <Line
          label={say('relations.addSearch')}
          help={say('relations.addSearchHelp')}
          value={words}
          maxLength={200}
          onChange={setWords}
        />
      </div>
      {error && <Trouble error={error} again={refetch} />}
      <output className={styles.n}>
        {asked.length > 1 && say(shown.length > 0 ? 'relations.addFound' : 'relations.addNothing', { n: shown.length })}
      </output>
      {shown.length > 0 && (
        <>
          <ul className={styles.found}>
            {shown.map((actor) => (
              <li key={actor.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={ids.has(actor.id)}
                    disabled={!ids.has(actor.id) && picked.length >= most}
                    onChange={(event) => tick([actor], event.currentTarget.checked)}
                  />
                  <span>{nameOf(actor)}</span>
                  <span className={styles.soft}>
                    {actor.reference} · {say(`relations.why.${actor.why}`)}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <button type="button" className={styles.all} onClick={() => tick(shown, true)}>
            {say('relations.addTickAll')}
          </button>
        </>
      )}
      <p className={styles.n}>
        {say('relations.addChosen', { n: picked.length })}
        {picked.length >= most && ` ${say('relations.addMost')}`}
      </p>
      {picked.length > 0 && (
        <ul className={styles.picked}>
          {picked.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                aria-label={say('relations.addUntick', { name })}
                onClick={() => onPicked(picked.filter((each) => each.id !== id))}
              >
                {name} <Glyph name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** What stood still for a moment. */
function useStill(words: string): string {
  const [still, setStill] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setStill(words), PAUSE);
    return () => clearTimeout(timer);
  }, [words]);
  return still;
}
