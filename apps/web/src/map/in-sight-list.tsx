import { useWords } from '../words/words.ts';
import { signOf } from './marks.ts';
import type { MapAnswer, MapCell } from './shapes.ts';
import { SignOf } from './sign.tsx';
import styles from './toolbar.module.css';

/** More than these are found by coming closer. */
const MOST = 60;

interface Props {
  answer: MapAnswer;
  selected: readonly string[];
  onSelect: (id: string) => void;
  onCell: (cell: MapCell) => void;
}

/** What is in sight, in words: the map for whoever uses the keyboard or hears the page. */
export function InSightList({ answer, selected, onSelect, onCell }: Props) {
  const { say, language } = useWords();
  const { cells, places, more } = answer;
  const found = cells.reduce((sum, { n }) => sum + n, 0) + places.length;
  const spot = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const largest = [...cells].sort((a, b) => b.n - a.n).slice(0, MOST);
  const extent = (place: MapAnswer['places'][number]) =>
    signOf(place) === 'none'
      ? say('map.notDrawn')
      : place.shape
        ? say(signOf(place) === 'line' ? 'map.isLine' : 'map.isArea')
        : place.radius
          ? say('map.within', { km: spot.format(place.radius / 1000) })
          : say('map.exact');
  return (
    <details className={styles.list}>
      <summary>
        {found === 0 ? say('map.nothingInSight') : say('map.inSight', { n: found })}
        {cells.length > 0 && `, ${say('map.inGroups', { n: cells.length })}`}
        {more && ` ${say('map.more')}`}
      </summary>
      <ul>
        {largest.map((cell) => (
          <li key={`${cell.longitude} ${cell.latitude}`}>
            <button type="button" onClick={() => onCell(cell)}>
              {say('map.cell', {
                n: cell.n,
                latitude: spot.format(cell.latitude),
                longitude: spot.format(cell.longitude),
              })}
            </button>
          </li>
        ))}
        {places.slice(0, MOST).map((place) => (
          <li key={`${place.id} ${place.longitude} ${place.latitude}`}>
            <button
              type="button"
              aria-current={selected.includes(place.id) || undefined}
              onClick={() => onSelect(place.id)}
            >
              <SignOf sign={signOf(place)} />
              <span className={styles.reference}>{place.reference}</span> {place.title}
              <span className={styles.extent}>{extent(place)}</span>
            </button>
          </li>
        ))}
      </ul>
      {Math.max(cells.length, places.length) > MOST && (
        <p className={styles.hint}>{say('map.closerForMore', { n: MOST })}</p>
      )}
    </details>
  );
}
