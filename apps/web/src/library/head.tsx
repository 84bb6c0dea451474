import { emptyQuery, LIBRARY_KINDS, LIBRARY_SORTS, type LibraryQuery, printQuery } from '@cairn/model';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import { ColumnChoice } from './column-choice.tsx';
import styles from './head.module.css';
import type { Total } from './shapes.ts';
import { useTotalWords } from './total-words.ts';
import { type LibraryState, searchOf } from './use-query.ts';

interface Props {
  library: LibraryState;
  /** What is found, as an export asks for it. */
  meant: LibraryQuery;
  total: Total | undefined;
  selecting: boolean;
  onSelect: () => void;
  /** Where the filters are not beside the table. */
  onFilter?: () => void;
  columns: Parameters<typeof ColumnChoice>[0];
}

/** What is looked at, how many there are, in which order, and what can be done with it. */
export function Head({ library, meant, total, selecting, onSelect, onFilter, columns }: Props) {
  const { say } = useWords();
  const { who } = useVisit();
  const { query, ask } = library;
  const totalWords = useTotalWords();
  const [unfolded, setUnfolded] = useState(false);
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{say('area.library')}</h1>
      <Kinds query={query} />
      <output className={styles.total}>{total && totalWords(query.kind, total)}</output>
      <div className={styles.actions}>
        {onFilter && (
          <button type="button" className={styles.action} aria-haspopup="dialog" onClick={onFilter}>
            {say('filter.open')}
          </button>
        )}
        <Sights library={library} />
        <select
          className={styles.order}
          aria-label={say('library.order')}
          value={query.sort}
          onChange={({ currentTarget: { value } }) =>
            ask({ ...query, sort: LIBRARY_SORTS.find((sort) => sort === value) ?? '-changed' })
          }
        >
          {LIBRARY_SORTS.filter((sort) => !sort.endsWith('when') || TIMED.has(query.kind)).map((sort) => (
            <option key={sort} value={sort}>
              {say(`library.order.${sort}`)}
            </option>
          ))}
        </select>
        <button type="button" className={styles.fold} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {say('library.actions')}
        </button>
        <div className={styles.secondary} data-open={unfolded}>
          <ColumnChoice {...columns} />
          {writableBy(who).length > 0 && (
            <button type="button" className={styles.action} aria-pressed={selecting} onClick={onSelect}>
              {say('library.select')}
            </button>
          )}
          <CopyLink query={query} />
          <ExportLink query={meant} />
          {query.kind === 'incident' && writableBy(who).length > 0 && (
            <Link to="/incidents/new" className={styles.action}>
              {say('list.new')}
            </Link>
          )}
        </div>
      </div>
    </header>
  );
}

const TIMED: ReadonlySet<string> = new Set(['incident', 'act']);

/** What leaves is what was found: the words belong to the question. */
function ExportLink({ query }: { query: LibraryQuery }) {
  const { say } = useWords();
  const { history } = useRouter();
  const href = `/departures/new?${printQuery(query)}`;
  return (
    <a
      href={href}
      className={styles.action}
      onClick={(event) => {
        event.preventDefault();
        history.push(href);
      }}
    >
      {say('library.export')}
    </a>
  );
}

function Kinds({ query }: { query: LibraryQuery }) {
  const { say } = useWords();
  const { compartment } = query;
  return (
    <nav aria-label={say('library.kinds')}>
      <ul className={styles.kinds}>
        {LIBRARY_KINDS.map((kind) => (
          <li key={kind}>
            <Link
              to="/library"
              search={
                kind === query.kind
                  ? searchOf(query)
                  : searchOf({ ...emptyQuery(kind), ...(compartment ? { compartment } : {}) })
              }
              className={styles.kind}
              data-current={kind === query.kind}
              {...(kind === query.kind ? { 'aria-current': 'page' as const } : { 'aria-current': false })}
            >
              {say(`library.kind.${kind}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Sights({ library: { query, search, show } }: { library: LibraryState }) {
  const { say } = useWords();
  const open = new Set((search.see ?? '').split(',').filter(Boolean));
  const toggle = (what: string) => {
    if (!open.delete(what)) open.add(what);
    show({ see: [...open].join(',') });
  };
  if (!TIMED.has(query.kind)) return null;
  return (['map', 'timeline'] as const).map((what) => (
    <button
      key={what}
      type="button"
      className={styles.action}
      aria-pressed={open.has(what)}
      onClick={() => toggle(what)}
    >
      {say(`library.see.${what}`)}
    </button>
  ));
}

/** The address with everything that is asked, words included, for somebody else of the team. */
function CopyLink({ query }: { query: LibraryQuery }) {
  const { say } = useWords();
  const [copied, setCopied] = useState('');
  const link = `${location.origin}/library?${printQuery(query)}`;
  async function copy() {
    await navigator.clipboard.writeText(link);
    setCopied(link);
  }
  return (
    <>
      <button type="button" className={styles.action} onClick={() => void copy()}>
        {say(copied === link ? 'library.copied' : 'library.copy')}
      </button>
      <output className="for-readers">{copied === link && say('library.copied')}</output>
    </>
  );
}
