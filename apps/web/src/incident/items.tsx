import { Link as RouteLink } from '@tanstack/react-router';
import type { Item, Link } from '../api/shapes.ts';
import { tieOf } from '../evidence/belonging.ts';
import { Detach } from '../evidence/detach.tsx';
import { MediaStrip } from '../evidence/strip.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './items.module.css';
import { recordName } from './naming.ts';
import { Section } from './section.tsx';
import type { Surroundings } from './surroundings.ts';

/** The evidence around this incident. Nothing of it is opened or shown here. */
export function Items({ incident, known, mayAdd }: { incident: string; known: Surroundings; mayAdd: boolean }) {
  const { say } = useWords();
  if (known.items.length === 0 && !mayAdd) return null;
  return (
    <Section title={say('items')} count={known.items.length}>
      <MediaStrip incident={incident} mayAdd={mayAdd} />
      <ul className={styles.items}>
        {known.items.map((item) => (
          <ItemLine key={item.id} item={item} tie={mayAdd ? tieOf(known.links, item.id, incident) : undefined} />
        ))}
      </ul>
    </Section>
  );
}

function ItemLine({ item, tie }: { item: Item; tie: Link | undefined }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { itemKind, file, licence, captureClass, storagePlace } = item.body;
  const bytes = file?.bytes;
  return (
    <li className={styles.item}>
      <Glyph name="file" size={18} />
      <div className={styles.about}>
        <p className={styles.name}>
          <RouteLink to="/items/$id" params={{ id: item.id }}>
            {recordName(item, label, language)}
          </RouteLink>
        </p>
        <p className={styles.details}>
          <span>{item.reference}</span>
          {itemKind && <span>{label('item-kind', itemKind)}</span>}
          {captureClass && <span>{label('capture-class', captureClass)}</span>}
          {bytes !== undefined && <span>{say('items.bytes', { n: bytes })}</span>}
          {licence && <span>{licence}</span>}
          {storagePlace && <span>{storagePlace}</span>}
        </p>
        {file?.sha256 && (
          <p className={styles.details}>
            <span>SHA-256</span> <code>{file.sha256}</code>
          </p>
        )}
        {tie && <Detach link={tie} name={item.reference} />}
      </div>
    </li>
  );
}
