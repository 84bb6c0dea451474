import { Link } from '@tanstack/react-router';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './add-page.module.css';
import { plainName, sizeWords } from './measures.ts';
import type { Entry } from './queue.ts';
import form from './small-form.module.css';

const SHOWN = 200;

/** What became of the files: each as an item to go to, or said to have been here before. */
export function TakenInList({ entries, onClear }: { entries: readonly Entry[]; onClear: () => void }) {
  const { say, language } = useWords();
  const items = entries.flatMap(({ item }) => (item ? [item] : []));
  const before = items.filter(({ already }) => already).length;
  if (items.length === 0) return null;
  return (
    <section className={styles.box} aria-label={say('upload.done')}>
      <div className={styles.boxHead}>
        <h2>{say('upload.done')}</h2>
        <button type="button" className={form.quiet} onClick={onClear}>
          {say('upload.clear')}
        </button>
      </div>
      <output className={styles.state}>
        <span>{say('upload.newItems', { n: items.length - before })}</span>
        {before > 0 && <span>{say('upload.alreadyItems', { n: before })}</span>}
      </output>
      <ul className={styles.rows}>
        {items.slice(0, SHOWN).map(({ item, reference, name, bytes, sha256, already }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files can be the same item.
          <li key={`${item} ${at}`} className={styles.row} data-state="recorded">
            <Glyph name="calm" size={14} />
            <div>
              <p className={styles.name}>
                <Link to="/items/$id" params={{ id: item }}>
                  {reference}
                </Link>{' '}
                {plainName(name)}
              </p>
              <p className={styles.state}>
                {already && <span>{say('upload.already')}</span>}
                <span>{sizeWords(bytes, language)}</span>
                <code>{sha256}</code>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && <p className={styles.state}>{say('upload.andMore', { n: items.length - SHOWN })}</p>}
    </section>
  );
}
