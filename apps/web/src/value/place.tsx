import { describePlace, type FuzzyPlace } from '@cairn/model';
import { useWords } from '../words/words.ts';
import styles from './sign.module.css';

const STAND_INS = new Set(['adm3', 'adm2', 'adm1', 'country', 'sea-air', 'unknown']);

function signOf(place: FuzzyPlace): string | undefined {
  if (place.precision === 'exact') return styles.dot;
  return STAND_INS.has(place.precision) ? styles.dashed : styles.circle;
}

/** A place in words, after a dot only when it is exact, else a circle, dashed for an area's stand-in. */
export function PlaceWords({ place }: { place: FuzzyPlace | undefined }) {
  const { say, language } = useWords();
  if (!place) return <span className={styles.absent}>{say('place.none')}</span>;
  const words = describePlace(place, language);
  return (
    <span className={styles.value} title={words}>
      <span className={signOf(place)} aria-hidden="true" />
      <span className={styles.words}>{words}</span>
    </span>
  );
}
