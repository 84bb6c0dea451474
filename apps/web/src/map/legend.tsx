import { useWords, type WordId } from '../words/words.ts';
import { type Sign, signOf } from './marks.ts';
import type { MapAnswer } from './shapes.ts';
import { SignOf } from './sign.tsx';
import styles from './toolbar.module.css';

const SIGNS: readonly [Sign | 'cell', WordId][] = [
  ['cell', 'map.legend.cell'],
  ['dot', 'map.legend.dot'],
  ['circle', 'map.legend.circle'],
  ['dashed', 'map.legend.dashed'],
  ['dotted', 'map.legend.dotted'],
  ['line', 'map.legend.line'],
  ['area', 'map.legend.area'],
  ['unit', 'map.legend.unit'],
];

/** What the signs in sight mean, and what cannot be drawn. */
export function Legend({ answer }: { answer: MapAnswer | undefined }) {
  const { say } = useWords();
  if (!answer) return <p className={styles.legend} />;
  const present = new Set<Sign | 'cell'>(answer.places.map(signOf));
  if (answer.cells.length > 0) present.add('cell');
  const undrawn = answer.places.filter((place) => signOf(place) === 'none').length;
  return (
    <ul className={styles.legend} aria-label={say('map.legend')}>
      {SIGNS.filter(([sign]) => present.has(sign)).map(([sign, word]) => (
        <li key={sign}>
          <SignOf sign={sign} />
          {say(word)}
        </li>
      ))}
      {undrawn > 0 && <li>{say('map.undrawn', { n: undrawn })}</li>}
      <li className={styles.source}>{say('map.source')}</li>
    </ul>
  );
}
