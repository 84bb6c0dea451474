import { Link, useLocation } from '@tanstack/react-router';
import { Glyph } from '../look/glyph.tsx';
import { Mark } from '../look/mark.tsx';
import { useWords } from '../words/words.ts';
import { type Area, areasOf } from './areas.ts';
import styles from './rail.module.css';
import { useVisit } from './visit.tsx';
import { useErasureWaits, useSomethingWaits } from './waiting.ts';

/** Areas that stand in the bar of a phone; the others are behind "More". */
const IN_BAR = 4;

/** The areas: word and icon, icons alone when it is narrow, a bar at the bottom on a phone. */
export function Rail() {
  const { say } = useWords();
  const { who } = useVisit();
  const waits: Readonly<Record<string, boolean>> = { '/people': useSomethingWaits(), '/erasure': useErasureWaits() };
  const areas = areasOf(who);
  const late = areas.slice(IN_BAR);
  return (
    <nav className={styles.rail} aria-label={say('frame.areas')}>
      <div className={styles.brand} aria-hidden="true">
        <Mark size={26} />
        <span className={styles.name}>Cairn</span>
      </div>
      <ul className={styles.areas}>
        {areas.map((area, i) => (
          <li key={area.to} className={i < IN_BAR ? undefined : styles.late}>
            <AreaLink area={area} waits={waits[area.to] ?? false} />
          </li>
        ))}
        <li className={styles.more}>
          <button type="button" className={styles.area} popoverTarget="more-areas">
            <span className={styles.sign}>
              <Glyph name="more" size={18} />
              {late.some(({ to }) => waits[to]) && <span className={styles.dot} />}
            </span>
            <span className={styles.word}>{say('area.more')}</span>
          </button>
          <ul id="more-areas" popover="auto" className={styles.popover}>
            {late.map((area) => (
              <li key={area.to}>
                <AreaLink area={area} waits={waits[area.to] ?? false} />
              </li>
            ))}
          </ul>
        </li>
      </ul>
    </nav>
  );
}

function AreaLink({ area: { to, glyph, word, also }, waits }: { area: Area; waits: boolean }) {
  const { say } = useWords();
  const within = useLocation({ select: ({ pathname }) => also !== undefined && pathname.startsWith(also) });
  return (
    <Link
      to={to}
      className={styles.area}
      title={say(word)}
      data-within={within}
      onClick={(event) => event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()}
    >
      <span className={styles.sign}>
        <Glyph name={glyph} size={18} />
        {waits && <span className={styles.dot} />}
      </span>
      <span className={styles.word}>{say(word)}</span>
      {waits && <span className="for-readers">{say('area.waits')}</span>}
    </Link>
  );
}
