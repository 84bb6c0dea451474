import type { LibraryQuery } from '@cairn/model';
import { emptyQuery } from '@cairn/model';
import type { ReactNode } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { RecordName } from '../value/record-name.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { type Language, type Say, useWords } from '../words/words.ts';
import styles from './chips.module.css';
import { useCodeName, useSchemeName } from './code-names.ts';
import { dayAfter, shortDay } from './days.ts';
import type { LibraryState } from './use-query.ts';

interface Chip {
  key: string;
  words: string;
  shown?: ReactNode;
  without: LibraryQuery;
}

function periodWords({ from, to }: LibraryQuery, say: Say, language: Language): string {
  const last = to && shortDay(dayAfter(to, -1), language);
  if (from && last) return say('chip.between', { from: shortDay(from, language), to: last });
  return from ? say('chip.from', { from: shortDay(from, language) }) : say('chip.to', { to: last });
}

/** The query without some of its fields. */
function without(query: LibraryQuery, ...fields: (keyof LibraryQuery)[]): LibraryQuery {
  return Object.fromEntries(
    Object.entries(query).filter(([name]) => !fields.includes(name as keyof LibraryQuery)),
  ) as never;
}

/** What narrows a query, each part in words and with the query that is left without it. */
export function useChips(query: LibraryQuery): Chip[] {
  const { say, language } = useWords();
  const label = useVocabulary();
  const codeName = useCodeName();
  const schemeName = useSchemeName();
  const { text, from, to, act, level, near, bbox, assigned, about, records, codes } = query;
  return [
    ...(text ? [{ key: 'text', words: say('list.narrowed', { text }), without: without(query, 'text') }] : []),
    ...(from || to
      ? [{ key: 'period', words: periodWords(query, say, language), without: without(query, 'from', 'to') }]
      : []),
    ...(act ? [{ key: 'act', words: label('act-type', act), without: without(query, 'act') }] : []),
    ...(level === undefined
      ? []
      : [{ key: 'level', words: say('library.chip.level', { level }), without: without(query, 'level') }]),
    ...(near ? [{ key: 'near', words: say('chip.near', { ...near }), without: without(query, 'near') }] : []),
    ...(bbox ? [{ key: 'bbox', words: say('library.chip.area'), without: without(query, 'bbox') }] : []),
    ...(assigned
      ? [
          {
            key: 'assigned',
            words: `${say('library.column.assigned')}: ${codeName('assigned', assigned)}`,
            without: without(query, 'assigned'),
          },
        ]
      : []),
    ...(about
      ? [
          {
            key: 'about',
            words: say('library.chip.about'),
            shown: (
              <>
                {say('library.chip.about')} <RecordName id={about} />
              </>
            ),
            without: without(query, 'about'),
          },
        ]
      : []),
    ...(records.length > 0
      ? [
          {
            key: 'records',
            words: say('library.chip.records', { n: records.length }),
            without: { ...query, records: [] },
          },
        ]
      : []),
    ...codes.map((each) => ({
      key: `${each.scheme}:${each.code}`,
      words: `${schemeName(each.scheme)}: ${codeName(each.scheme, each.code)}`,
      without: { ...query, codes: codes.filter((other) => other !== each) },
    })),
  ];
}

/** What narrows the library, each with its own way out. */
export function Chips({ library: { query, ask } }: { library: LibraryState }) {
  const { say } = useWords();
  const chips = useChips(query);
  if (chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={say('chip.all')}>
      {chips.map(({ key, words, shown, without: rest }) => (
        <li key={key} className={styles.chip}>
          <span>{shown ?? words}</span>
          <button
            type="button"
            className={styles.remove}
            aria-label={say('chip.remove', { what: words })}
            onClick={() => ask(rest)}
          >
            <Glyph name="close" size={12} />
          </button>
        </li>
      ))}
      <li>
        <ClearAll query={query} ask={ask} />
      </li>
    </ul>
  );
}

/** Whether anything beside kind, compartment and order narrows what is found. */
export function isNarrowed(query: LibraryQuery): boolean {
  const { kind: _, compartment: __, sort: ___, codes, records, ...others } = query;
  return codes.length + records.length > 0 || Object.keys(others).length > 0;
}

/** Takes away all that narrows, apart from the compartment, which stands in the bar above. */
export function ClearAll({ query, ask }: Pick<LibraryState, 'query' | 'ask'>) {
  const { say } = useWords();
  const { kind, compartment, sort } = query;
  return (
    <button
      type="button"
      className={styles.clear}
      onClick={() => ask({ ...emptyQuery(kind), sort, ...(compartment ? { compartment } : {}) })}
    >
      {say('list.clear')}
    </button>
  );
}
