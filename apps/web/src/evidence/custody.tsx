import { useState } from 'react';
import type { Item } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { useAuthor } from '../panel/author.ts';
import { bothClocks } from '../time/moment.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords, type WordId } from '../words/words.ts';
import { CustodyForm } from './custody-form.tsx';
import styles from './lines.module.css';
import { Part } from './part.tsx';
import type { CustodyLine } from './shapes.ts';
import form from './small-form.module.css';

/** What Cairn notes by itself, each with its sentence; anything else is a person's entry. */
const BY_MACHINE: Partial<Record<string, WordId>> = {
  recorded: 'custody.recorded',
  'machine-read': 'custody.machine-read',
  derived: 'custody.derived',
  'moved-store': 'custody.moved-store',
  rechecked: 'custody.rechecked',
  altered: 'custody.altered',
  missing: 'custody.missing',
  downloaded: 'custody.downloaded',
  opened: 'custody.opened',
  exported: 'custody.exported',
  edited: 'custody.edited',
};
/** Of these, what people do in Cairn, even where a reader is not told who. */
const BY_PEOPLE: ReadonlySet<string> = new Set(['edited', 'opened', 'downloaded', 'exported']);
const ALARMING: ReadonlySet<string> = new Set(['altered', 'missing']);

interface Props {
  item: Item;
  custody: readonly CustodyLine[];
  mayEdit: boolean;
}

/** Through whose hands the item went and what was done to it, the earliest first. */
export function Custody({ item, custody, mayEdit }: Props) {
  const { say } = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <Part
      title={say('custody')}
      action={
        mayEdit &&
        !adding && (
          <button type="button" className={form.quiet} onClick={() => setAdding(true)}>
            {say('custody.add')}
          </button>
        )
      }
    >
      {adding && <CustodyForm item={item} onDone={() => setAdding(false)} />}
      {custody.length === 0 && <p>{say('custody.nothing')}</p>}
      <ol className={styles.lines}>
        {custody.map((line) => (
          <Line key={JSON.stringify(line)} line={line} item={item} />
        ))}
      </ol>
    </Part>
  );
}

/** A person's entry has the same word as the machine's for `opened`: it stands in the record's own list. */
function isOwnWord({ at, event }: CustodyLine, item: Item): boolean {
  return item.body.custody?.some((each) => each.at === at && each.event === event) ?? false;
}

function Line({ line, item }: { line: CustodyLine; item: Item }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const author = useAuthor();
  const { at, event, by, from, to, place, note, count } = line;
  const word = isOwnWord(line, item) ? undefined : BY_MACHINE[event];
  const byPerson = !word || by !== undefined || BY_PEOPLE.has(event);
  const glyph = byPerson ? 'person' : ALARMING.has(event) ? 'alarm' : 'gear';
  const passed = word
    ? []
    : [
        from && say('custody.from', { who: from }),
        to && say('custody.to', { who: to }),
        place && say('custody.at', { place }),
      ].filter(Boolean);
  return (
    <li className={styles.line} data-state={ALARMING.has(event) && word ? 'alarm' : undefined}>
      <Glyph name={glyph} size={14} />
      <div>
        <p className={styles.what}>
          <b>{word ? say(word) : label('custody-event', event)}</b>
          {word && to && <span>{to}</span>}
          {count !== undefined && count > 1 && <span>{say('custody.times', { n: count })}</span>}
          <span>{isInstant(at) ? bothClocks(at, language).kyiv : at || say('custody.noTime')}</span>
          {by && <span>{author(by)}</span>}
        </p>
        {passed.length > 0 && <p className={styles.by}>{passed.join(' · ')}</p>}
        {note && <p className={styles.by}>{note}</p>}
      </div>
    </li>
  );
}

const isInstant = (at: string): boolean => /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(at);
