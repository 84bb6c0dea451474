import '../words/map.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { placesNamed } from '../map/questions.ts';
import type { GazetteerPlace } from '../map/shapes.ts';
import { useWords } from '../words/words.ts';
import controls from './controls.module.css';
import { type Coordinates, readCoordinates } from './coordinates.ts';
import { PlaceOption } from './place-option.tsx';
import styles from './record-choice.module.css';

interface Props {
  onPlace: (place: GazetteerPlace) => void;
  onPoint: (point: Coordinates) => void;
}

/** Time for a hand to write the next letter, in milliseconds. */
const PAUSE = 180;

/** Finds a place by an old or new name, or takes coordinates as they are written (ARIA 1.2, combobox with a listbox). */
export function PlaceFinder({ onPlace, onPoint }: Props) {
  const { say, language } = useWords();
  const id = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const [asked] = useDebouncedValue(words.trim(), PAUSE);
  const point = readCoordinates(words);
  const found = useQuery({ ...placesNamed(asked, language, ''), enabled: asked.length >= 2 && point === undefined });
  const open = words.trim().length >= 2;
  const places = open && point === undefined && asked !== '' ? (found.data ?? []) : [];
  const count = point ? 1 : places.length;
  const here = Math.min(at, count - 1);

  const close = () => {
    setWords('');
    setAt(0);
  };
  const take = (index: number) => {
    const place = places[index];
    if (point) onPoint(point);
    else if (place) onPlace(place);
    else return;
    close();
  };
  const foundWords = (n: number) => (n === 0 ? say('place.noneFound') : say('place.found', { n }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(Math.max(0, Math.min(count - 1, here + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && open) {
      // Enter takes what is marked; it does not send the form. What was typed since is asked for first.
      event.preventDefault();
      if (point || asked === words.trim()) take(here);
    } else if (event.key === 'Escape' && words !== '') {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className={controls.control}>
      <label htmlFor={id} className={controls.label}>
        {say('place.find')}
      </label>
      <p id={`${id}-help`} className={controls.help}>
        {say('place.findHelp')}
      </p>
      <input
        id={id}
        type="text"
        role="combobox"
        className={controls.input}
        value={words}
        autoComplete="off"
        aria-describedby={`${id}-help`}
        aria-autocomplete="list"
        aria-expanded={count > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={count > 0 ? `${id}-${here}` : undefined}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setAt(0);
        }}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={say('place.find')}
        className={count > 0 ? styles.offered : undefined}
      >
        {point && (
          <PlaceOption id={`${id}-0`} marked onTake={() => take(0)}>
            {say('place.takePoint', { ...point })}
          </PlaceOption>
        )}
        {places.map((place, i) => (
          <PlaceOption key={keyOf(place)} id={`${id}-${i}`} marked={i === here} onTake={() => take(i)} place={place} />
        ))}
      </div>
      <output className={controls.help}>
        {open && !point && asked === words.trim() && found.data && foundWords(found.data.length)}
      </output>
    </div>
  );
}

function keyOf({ name, source, kind, latitude, longitude, codes }: GazetteerPlace): string {
  return [name, source, kind, latitude, longitude, codes.at(-1)?.code].join('|');
}
