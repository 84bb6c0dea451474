import { describePlace, type FuzzyPlace, isLine, pathsOf, shapeOf } from '@cairn/model';
import { useWords } from '../words/words.ts';
import styles from './sign.module.css';

/** Precisions that name a whole unit: an area drawn for one of them is its outline. */
const UNITS = new Set(['adm3', 'adm2', 'adm1', 'country']);
const STAND_INS = new Set(['adm3', 'adm2', 'adm1', 'country', 'sea-air', 'unknown']);

function signOf(place: FuzzyPlace): string | undefined {
  const shape = shapeOf(place);
  if (shape) return isLine(shape) ? styles.line : UNITS.has(place.precision) ? styles.unit : styles.area;
  if (place.precision === 'exact') return styles.dot;
  return STAND_INS.has(place.precision) ? styles.dashed : styles.circle;
}

/** A place in words, after a dot only when it is exact, else a circle, dashed for an area's stand-in; a line or an area before one that was drawn. */
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

/** The same, and of a line or an area every point, so that a change of one shows and can be checked. */
export function PlaceWhole({ place }: { place: FuzzyPlace }) {
  const { say } = useWords();
  const shape = shapeOf(place);
  if (!shape) return <PlaceWords place={place} />;
  const paths = pathsOf(shape);
  const n = paths.reduce((sum, { length }) => sum + length - (isLine(shape) ? 0 : 1), 0);
  return (
    <>
      <PlaceWords place={place} />
      <details className={styles.points}>
        <summary>{say('place.shapePoints', { n })}</summary>
        <span>{paths.map((path) => path.map(([x, y]) => `${y}, ${x}`).join('; ')).join(' / ')}</span>
      </details>
    </>
  );
}
