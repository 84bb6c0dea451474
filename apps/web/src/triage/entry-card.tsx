import { memo } from 'react';
import { durationWords, lastPart } from '../evidence/measures.ts';
import type { ItemRow } from '../evidence/shapes.ts';
import { Thumbnail } from '../evidence/thumbnail.tsx';
import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords, type WordId } from '../words/words.ts';
import type { As, SheetEntry } from './shapes.ts';
import styles from './sheet.module.css';
import type { Card } from './sorter.ts';

interface Props {
  card: Card;
  current: boolean;
  /** The thumbnails whose addresses are asked for together with this one. */
  together: readonly string[];
  open: boolean;
  colour: boolean;
  onSelect: (id: string) => void;
}

const GLYPHS: Record<As, GlyphName> = {
  attach: 'link',
  new: 'incidents',
  irrelevant: 'close',
  later: 'pause',
  waiting: 'back',
};
const DONE: Record<As, WordId> = {
  attach: 'triage.did.attach',
  new: 'triage.did.new',
  irrelevant: 'triage.did.irrelevant',
  later: 'triage.did.later',
  waiting: 'triage.did.waiting',
};

/** An imported incident was there before: it becomes the double of another, or work. */
const DONE_IMPORTED: Partial<Record<As, WordId>> = { attach: 'triage.did.same', new: 'triage.did.keep' };

export const nameOf = ({ title, name, reference }: SheetEntry): string =>
  title ?? (name === undefined ? reference : lastPart(name));

/** One entry on the sheet: its covered picture or the words that came with it, and what was decided. */
export const EntryCard = memo(function EntryCard({ card, current, together, open, colour, onSelect }: Props) {
  const { say } = useWords();
  const { entry, state, choice, why } = card;
  const name = nameOf(entry);
  return (
    <button
      type="button"
      id={`entry-${entry.id}`}
      className={styles.card}
      data-state={state}
      data-current={current}
      aria-current={current}
      tabIndex={current ? 0 : -1}
      onClick={() => onSelect(entry.id)}
    >
      <Face entry={entry} together={together} open={open} colour={colour} />
      <span className={styles.name}>{name}</span>
      <span className={styles.details}>
        <span>{entry.reference}</span>
        {typeof entry.when === 'object' && <TimeWords time={entry.when} />}
        {entry.place && 'precision' in entry.place && <PlaceWords place={entry.place} />}
        {entry.durationSeconds !== undefined && <span>{durationWords(entry.durationSeconds)}</span>}
      </span>
      {choice && state !== 'open' && (
        <span className={styles.decision}>
          <Glyph name={GLYPHS[choice.as]} size={14} />{' '}
          {say((entry.kind === 'incident' && DONE_IMPORTED[choice.as]) || DONE[choice.as])}
          {choice.as === 'attach' || (choice.as === 'new' && entry.kind === 'item')
            ? ` · ${card.reference ?? choice.named ?? choice.title ?? ''}`
            : ''}
        </span>
      )}
      {state === 'refused' && (
        <span className={styles.refused}>
          <Glyph name="notice" size={14} /> {say(`triage.refused.${why ?? 'changed'}`)}
        </span>
      )}
    </button>
  );
});

function Face({ entry, together, open, colour }: Pick<Props, 'together' | 'open' | 'colour'> & { entry: SheetEntry }) {
  const { say } = useWords();
  if (entry.thumbnail) return <Thumbnail item={entry as ItemRow} together={together} open={open} colour={colour} />;
  const words = entry.text ?? (entry.kind === 'incident' ? '' : entry.url);
  if (words)
    return (
      <span className={styles.words}>
        <span>{open ? words : say('triage.covered.words', { n: words.length })}</span>
      </span>
    );
  if (entry.kind === 'incident')
    return (
      <span className={styles.words}>
        <Glyph name="incidents" size={32} />
      </span>
    );
  return <Thumbnail item={entry as ItemRow} together={together} open={open} colour={colour} />;
}
