import { useQuery } from '@tanstack/react-query';
import { record } from '../api/questions.ts';
import type { Item } from '../api/shapes.ts';
import { useLasting } from '../evidence/links.ts';
import { NoPictures, NotFetched } from '../evidence/no-pictures.tsx';
import { evidenceOf } from '../evidence/questions.ts';
import { isHarmless } from '../evidence/sheet-state.ts';
import { bestShown, type Showing } from '../evidence/uses.ts';
import { Glyph } from '../look/glyph.tsx';
import { Waiting } from '../look/waiting.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords } from '../words/words.ts';
import { nameOf } from './entry-card.tsx';
import styles from './large.module.css';
import type { SheetEntry } from './shapes.ts';

interface Props {
  entry: SheetEntry;
  open: boolean;
  colour: boolean;
  onUncover: () => void;
  onClose: () => void;
}

/** The entry at hand, as large as there is room: grey, without sound, and only where the batch was uncovered. */
export function Large({ entry, open, colour, onUncover, onClose }: Props) {
  const { say } = useWords();
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
      {open || (entry.graphic === 'not-graphic' && isHarmless(entry)) ? (
        <Shown entry={entry} colour={colour} />
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

function Shown({ entry, colour }: Pick<Props, 'entry' | 'colour'>) {
  return (
    <>
      {entry.kind === 'item' && entry.mediaType !== undefined && (
        <ItemMedia key={entry.id} entry={entry} colour={colour} />
      )}
      {entry.url && <p className={styles.address}>{entry.url}</p>}
      {entry.text && <p className={styles.text}>{entry.text}</p>}
    </>
  );
}

function ItemMedia({ entry, colour }: Pick<Props, 'entry' | 'colour'>) {
  const { say } = useWords();
  const item = useQuery(record<Item>(entry.id));
  const evidence = useQuery(evidenceOf(entry.id));
  if (item.error || evidence.error) return <NoPictures error={item.error ?? evidence.error} />;
  if (!item.data || !evidence.data) return <Waiting />;
  const shown = bestShown(item.data, evidence.data);
  if (!shown) return <p className={styles.facts}>{say('triage.notShown')}</p>;
  return <Media shown={shown} name={nameOf(entry)} grey={!colour && !isHarmless(entry)} />;
}

/** A recording begins by itself, since the key that enlarged it asked for that; without sound. */
function Media({ shown, name, grey }: { shown: Showing; name: string; grey: boolean }) {
  const { link, broken, error, onError } = useLasting([shown.item], shown.item);
  if (error) return <NoPictures error={error} />;
  if (broken) return <NotFetched />;
  if (!link) return <Waiting />;
  if (link.disposition !== 'inline') return <NoPictures error={null} />;
  const failed = () => void onError();
  if (shown.sort === 'image')
    return (
      <img
        className={styles.picture}
        src={link.url}
        alt={name}
        data-grey={grey}
        referrerPolicy="no-referrer"
        onError={failed}
      />
    );
  if (shown.sort === 'audio') return <audio className={styles.audio} src={link.url} controls muted onError={failed} />;
  return (
    // biome-ignore lint/a11y/useMediaCaption: what came in has no captions of its own.
    <video
      className={styles.picture}
      src={link.url}
      aria-label={name}
      data-grey={grey}
      ref={silence}
      controls
      autoPlay
      loop
      playsInline
      onError={failed}
    />
  );
}

/** React leaves out the attribute, and a browser plays nothing by itself that has sound. */
function silence(video: HTMLVideoElement | null): void {
  if (video) video.muted = true;
}
