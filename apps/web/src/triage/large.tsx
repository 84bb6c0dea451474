import { isHarmless } from '../evidence/sheet-state.ts';
import { Glyph } from '../look/glyph.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords } from '../words/words.ts';
import { nameOf } from './entry-card.tsx';
import styles from './large.module.css';
import { EntryMedia, type Player } from './media.tsx';
import type { SheetEntry } from './shapes.ts';

interface Props {
  entry: SheetEntry;
  /** What comes after it. */
  next: SheetEntry | undefined;
  open: boolean;
  colour: boolean;
  player: Player;
  onUncover: () => void;
  onClose: () => void;
}

/** The entry at hand, as large as there is room: grey, without sound, and only where the batch was uncovered. */
export function Large({ entry, next, open, colour, player, onUncover, onClose }: Props) {
  const { say } = useWords();
  const mayShow = (each: SheetEntry) => open || (each.graphic === 'not-graphic' && isHarmless(each));
  return (
    <section className={styles.large} aria-label={say('triage.large')}>
      <header className={styles.head}>
        <h2>{nameOf(entry)}</h2>
        <button type="button" className={styles.close} aria-label={say('triage.large.close')} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </header>
      {entry.kind === 'incident' ? (
        <p className={styles.facts}>
          <TimeWords time={typeof entry.when === 'object' ? entry.when : undefined} />{' '}
          <PlaceWords place={entry.place && 'precision' in entry.place ? entry.place : undefined} />
        </p>
      ) : (
        typeof entry.when === 'string' && <p className={styles.facts}>{say('triage.recorded', { when: entry.when })}</p>
      )}
      {mayShow(entry) ? (
        <Shown entry={entry} next={next && mayShow(next) ? next : undefined} colour={colour} player={player} />
      ) : (
        <div className={styles.covered}>
          <p>{say('triage.covered')}</p>
          <button type="button" className={styles.quiet} onClick={onUncover}>
            {say('triage.uncover')} <kbd>R</kbd>
          </button>
        </div>
      )}
    </section>
  );
}

function Shown({ entry, next, colour, player }: Pick<Props, 'entry' | 'next' | 'colour' | 'player'>) {
  // One list, so that what was fetched ahead stays the same element when its turn comes.
  const seen = [entry, ...(next && next.id !== entry.id ? [next] : [])];
  return (
    <>
      {seen
        .filter(({ kind, mediaType }) => kind === 'item' && mediaType !== undefined)
        .map((each) => (
          <EntryMedia key={each.id} entry={each} colour={colour} ahead={each !== entry} player={player} />
        ))}
      {entry.url && <p className={styles.address}>{entry.url}</p>}
      {entry.text && <p className={styles.text}>{entry.text}</p>}
    </>
  );
}
