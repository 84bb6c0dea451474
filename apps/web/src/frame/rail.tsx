import { Link } from '@tanstack/react-router';
import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { Mark } from '../look/mark.tsx';
import { useWords, type WordId } from '../words/words.ts';
import styles from './rail.module.css';
import { useVisit } from './visit.tsx';
import { useErasureWaits, useSomethingWaits } from './waiting.ts';

interface Area {
  to: '/library' | '/evidence' | '/people' | '/erasure' | '/integrity' | '/administration';
  glyph: GlyphName;
  word: WordId;
}

const AREAS: readonly Area[] = [
  { to: '/library', glyph: 'incidents', word: 'area.library' },
  { to: '/evidence', glyph: 'evidence', word: 'area.evidence' },
  { to: '/people', glyph: 'people', word: 'area.people' },
  { to: '/erasure', glyph: 'erasure', word: 'area.erasures' },
  { to: '/integrity', glyph: 'integrity', word: 'area.integrity' },
];
const ADMINISTRATION: Area = { to: '/administration', glyph: 'administration', word: 'area.administration' };

/** The areas: word and icon, icons alone when it is narrow, a bar at the bottom on a phone. */
export function Rail() {
  const { say } = useWords();
  const { who } = useVisit();
  const waits: Partial<Record<Area['to'], boolean>> = { '/people': useSomethingWaits(), '/erasure': useErasureWaits() };
  return (
    <nav className={styles.rail} aria-label={say('frame.areas')}>
      <div className={styles.brand} aria-hidden="true">
        <Mark size={26} />
        <span className={styles.name}>Cairn</span>
      </div>
      <ul className={styles.areas}>
        {(who.account.admin ? [...AREAS, ADMINISTRATION] : AREAS).map(({ to, glyph, word }) => (
          <li key={to}>
            <Link to={to} className={styles.area} title={say(word)}>
              <span className={styles.sign}>
                <Glyph name={glyph} size={18} />
                {waits[to] && <span className={styles.dot} />}
              </span>
              <span className={styles.word}>{say(word)}</span>
              {waits[to] && <span className="for-readers">{say('area.waits')}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
