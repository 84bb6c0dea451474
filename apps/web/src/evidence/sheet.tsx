import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../look/dialog.tsx';
import { useWords } from '../words/words.ts';
import { Exposure } from './exposure-note.tsx';
import { ItemCard } from './item-card.tsx';
import { useLinks } from './links.ts';
import { NoPictures } from './no-pictures.tsx';
import type { ItemRow } from './shapes.ts';
import styles from './sheet.module.css';
import { isHarmless, type SheetState, useSheet } from './sheet-state.ts';

/** Items side by side, covered. A page at a time asks for the addresses of its pictures. */
export function ContactSheet({ pages }: { pages: readonly (readonly ItemRow[])[] }) {
  const sheet = useSheet();
  const items = pages.flat();
  return (
    <div className={styles.sheet}>
      <Covering sheet={sheet} items={items} first={smallOf(pages[0] ?? [])} />
      <ul className={styles.cards}>
        {pages.map((page) => (
          <SheetPage key={page[0]?.id ?? ''} items={page} sheet={sheet} />
        ))}
      </ul>
      <Exposure />
    </div>
  );
}

function SheetPage({ items, sheet }: { items: readonly ItemRow[]; sheet: SheetState }) {
  const together = smallOf(items);
  return items.map((item) => <ItemCard key={item.id} item={item} together={together} sheet={sheet} />);
}

const smallOf = (items: readonly ItemRow[]): string[] =>
  items.flatMap(({ thumbnail }) => (thumbnail ? [thumbnail.item] : []));

interface CoveringProps {
  sheet: SheetState;
  items: readonly ItemRow[];
  /** The thumbnails of the first page, whose addresses are asked for anyway. */
  first: readonly string[];
}

/** What is done with the covers of the whole sheet at once. */
function Covering({ sheet, items, first }: CoveringProps) {
  const { say } = useWords();
  const [asking, setAsking] = useState(false);
  const pictures = items.filter(({ thumbnail }) => thumbnail);
  const { data: links, error } = useLinks(first);
  const hostless =
    links !== undefined && [...links.byItem.values()].every(({ disposition }) => disposition !== 'inline');
  const covered = pictures.filter((item) => !sheet.isOpen(item)).length;
  const coverable = pictures.filter((item) => !isHarmless(item)).length;
  if (error || (hostless && first.length > 0)) return <NoPictures error={error} />;
  if (coverable === 0) return null;
  return (
    <div className={styles.covering}>
      <p className={styles.why}>{say('evidence.covered.why')}</p>
      <div className={styles.does}>
        {covered > 0 && (
          <button type="button" className={styles.quiet} onClick={() => setAsking(true)}>
            {say('evidence.uncoverAll')}
          </button>
        )}
        {sheet.anyOpen && (
          <>
            <button type="button" className={styles.quiet} onClick={sheet.coverAll}>
              {say('evidence.coverAll')}
            </button>
            <label className={styles.colour}>
              <input
                type="checkbox"
                checked={sheet.colour}
                onChange={(event) => sheet.setColour(event.currentTarget.checked)}
              />
              {say('evidence.inColour')}
            </label>
          </>
        )}
      </div>
      {asking && (
        <Dialog title={say('evidence.uncoverAll.title', { n: covered })} onLeave={() => setAsking(false)}>
          <p>{say('evidence.uncoverAll.what')}</p>
          <div className={styles.does}>
            <Button
              variant="filled"
              onClick={() => {
                sheet.uncoverAll(items);
                setAsking(false);
              }}
            >
              {say('evidence.uncoverAll')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {say('evidence.leaveCovered')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
