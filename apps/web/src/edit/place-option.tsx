import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { GazetteerPlace } from '../map/shapes.ts';
import { useWords, type WordId } from '../words/words.ts';
import styles from './place-option.module.css';

interface Props {
  id: string;
  marked: boolean;
  onTake: () => void;
  place?: GazetteerPlace;
  children?: ReactNode;
}

const KINDS = ['city', 'town', 'settlement', 'village', 'district', 'adm1', 'adm2', 'adm3', 'adm4'];

/** One place of those found: its name, what else it is called, where it lies, and who says so. */
export function PlaceOption({ id, marked, onTake, place, children }: Props) {
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) own.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that controls the list hears the keys.
    <div
      ref={own}
      id={id}
      role="option"
      aria-selected={marked}
      tabIndex={-1}
      className={styles.option}
      onClick={onTake}
    >
      {place ? <Found place={place} /> : children}
    </div>
  );
}

/** ISO 3166 letters in words; what a file calls otherwise stays as it is. */
function countryName(code: string, language: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}

function Found({ place }: { place: GazetteerPlace }) {
  const { say, language } = useWords();
  const shown = place.names[language] ?? place.name;
  const names = (old: boolean) => [
    ...new Set(
      place.other.filter((each) => (each.old ?? false) === old && each.name !== shown).map(({ name }) => name),
    ),
  ];
  const [former, also] = [names(true), names(false)];
  const kind = `place.kind.${KINDS.includes(place.kind) ? place.kind : 'place'}` as WordId;
  return (
    <>
      <span className={styles.name}>{shown}</span>
      <span className={styles.where}>
        {[say(kind), ...place.admin, countryName(place.country, language)].filter(Boolean).join(', ')}
      </span>
      {former.length > 0 && <span className={styles.other}>{say('place.formerly', { names: former.join(', ') })}</span>}
      {also.length > 0 && <span className={styles.other}>{say('place.also', { names: also.join(', ') })}</span>}
      <span className={styles.source}>
        {[
          place.matched === 'similar' ? say('place.similar') : '',
          place.latitude === undefined ? say('place.noPoint') : '',
          say('place.source', { source: place.source }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}
