import { Link } from '@tanstack/react-router';
import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { Mark } from '../look/mark.tsx';
import { useWords, type WordId } from '../words/words.ts';
import styles from './rail.module.css';

const AREAS: readonly { to: '/incidents' | '/integrity'; glyph: GlyphName; word: WordId }[] = [
  { to: '/incidents', glyph: 'incidents', word: 'area.incidents' },
  { to: '/integrity', glyph: 'integrity', word: 'area.integrity' },
];

/** The areas: word and icon, icons alone when it is narrow, a bar at the bottom on a phone. */
export function Rail() {
  const { say } = useWords();
  return (
    <nav className={styles.rail} aria-label={say('frame.areas')}>
      <div className={styles.brand} aria-hidden="true">
        <Mark size={26} />
        <span className={styles.name}>Cairn</span>
      </div>
      <ul className={styles.areas}>
        {AREAS.map(({ to, glyph, word }) => (
          <li key={to}>
            <Link to={to} className={styles.area} title={say(word)}>
              <Glyph name={glyph} size={18} />
              <span className={styles.word}>{say(word)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
