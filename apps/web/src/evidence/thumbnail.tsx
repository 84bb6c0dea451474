import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { useLasting } from './links.ts';
import { sortOf } from './measures.ts';
import type { ItemRow } from './shapes.ts';
import { isHarmless } from './sheet-state.ts';
import styles from './thumbnail.module.css';

const SORTS: Record<ReturnType<typeof sortOf>, GlyphName> = {
  image: 'evidence',
  video: 'video',
  audio: 'audio',
  document: 'file',
  other: 'file',
};
const KINDS: Partial<Record<string, GlyphName>> = { link: 'link', object: 'object' };

interface Props {
  item: ItemRow;
  /** The thumbnails whose addresses are asked for together with this one. */
  together: readonly string[];
  open: boolean;
  colour: boolean;
}

/** The small picture of an item: blurred and grey until somebody uncovers it; a glyph where there is none. */
export function Thumbnail(props: Props) {
  const { item } = props;
  if (item.thumbnail) return <Small {...props} thumbnail={item.thumbnail.item} />;
  return <Sort item={item} />;
}

function Small({ item, together, open, colour, thumbnail }: Props & { thumbnail: string }) {
  const { link, broken, onError } = useLasting(together, thumbnail);
  if (broken || !link || link.disposition !== 'inline') return <Sort item={item} />;
  const inColour = isHarmless(item) || (open && colour);
  return (
    <span className={styles.frame}>
      <img
        className={styles.small}
        src={link.url}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        referrerPolicy="no-referrer"
        data-covered={!open}
        data-grey={!inColour}
        onError={() => void onError()}
      />
    </span>
  );
}

function Sort({ item }: { item: ItemRow }) {
  return (
    <span className={styles.frame}>
      <Glyph name={KINDS[item.itemKind ?? ''] ?? SORTS[sortOf(item.mediaType)]} size={32} />
    </span>
  );
}
