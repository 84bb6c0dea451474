import { Link } from '@tanstack/react-router';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './item-card.module.css';
import { durationWords, foldersOf, lastPart, sizeWords } from './measures.ts';
import type { ItemRow } from './shapes.ts';
import { isHarmless, type SheetState } from './sheet-state.ts';
import { ExaminationState } from './state.tsx';
import { Thumbnail } from './thumbnail.tsx';

interface Props {
  item: ItemRow;
  together: readonly string[];
  sheet: SheetState;
}

/** One item on a sheet: its covered picture, what it is called, and how far it is examined. */
export function ItemCard({ item, together, sheet }: Props) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const name = item.title ?? (item.name ? lastPart(item.name) : item.reference);
  const folders = foldersOf(item.name ?? '');
  const open = sheet.isOpen(item);
  return (
    <li className={styles.card}>
      <Thumbnail item={item} together={together} open={open} colour={sheet.colour} />
      {item.thumbnail && !isHarmless(item) && (
        <button
          type="button"
          className={styles.cover}
          aria-label={say(open ? 'evidence.coverNamed' : 'evidence.uncoverNamed', { name })}
          onClick={() => sheet.toggle(item)}
        >
          {say(open ? 'evidence.cover' : 'evidence.uncover')}
        </button>
      )}
      <div className={styles.about}>
        <Link to="/items/$id" params={{ id: item.id }} className={styles.name}>
          {name}
        </Link>
        <p className={styles.details}>
          <span>{item.reference}</span>
          {item.bytes !== undefined && <span>{sizeWords(item.bytes, language)}</span>}
          {item.durationSeconds !== undefined && <span>{durationWords(item.durationSeconds)}</span>}
          {folders && <span className={styles.folders}>{folders}</span>}
          {item.bytes === undefined && item.itemKind && <span>{label('item-kind', item.itemKind)}</span>}
        </p>
        {item.examination !== 'read' && item.examination !== 'none' && (
          <ExaminationState state={item.examination} mediaType={item.mediaType} />
        )}
      </div>
    </li>
  );
}
