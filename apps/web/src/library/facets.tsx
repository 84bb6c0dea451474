import { codesIn, withCodes } from '@cairn/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords, type WordId } from '../words/words.ts';
import { useCodeName, useSchemeName } from './code-names.ts';
import styles from './facets.module.css';
import { FACETS } from './kinds.ts';
import { libraryFacets } from './questions.ts';
import type { Facet } from './shapes.ts';
import type { LibraryState } from './use-query.ts';

/** Codes of a facet that show until more are asked for. */
const FEW = 7;

const UNITS: Readonly<Record<string, WordId>> = {
  incidents: 'library.kind.incident',
  acts: 'library.kind.act',
  actors: 'library.kind.actor',
  items: 'library.kind.item',
  statements: 'library.kind.statement',
};

/** How many of what is found have which code. A tick narrows; several of one group are joined by "or". */
export function Facets({ library, more = [] }: { library: LibraryState; more?: readonly string[] }) {
  const { say } = useWords();
  const { query } = library;
  const { data, isPlaceholderData } = useQuery(libraryFacets(query, [...FACETS[query.kind], ...more]));
  const shown = (data ?? []).filter(({ scheme, codes }) => codes.length > 0 || codesIn(query, scheme).length > 0);
  // A search by name finds likenesses, which are not counted.
  if (!data || (query.kind === 'actor' && query.text)) return null;
  return (
    <section aria-label={say('library.facets')} aria-busy={isPlaceholderData} className={styles.facets}>
      {shown.map((facet) => (
        <OneFacet key={facet.scheme} facet={facet} library={library} />
      ))}
    </section>
  );
}

function OneFacet({ facet: { scheme, unit, exact, codes }, library }: { facet: Facet; library: LibraryState }) {
  const { say, language } = useWords();
  const schemeName = useSchemeName();
  const codeName = useCodeName();
  const [open, setOpen] = useState(false);
  const chosen = scheme === 'act-type' ? [library.query.act ?? ''].filter(Boolean) : codesIn(library.query, scheme);
  const missing = chosen.filter((code) => !codes.some((each) => each.code === code)).map((code) => ({ code, n: 0 }));
  const all = [...codes, ...missing];
  const shown = open ? all : all.filter(({ code }, i) => i < FEW || chosen.includes(code));

  function toggle(code: string) {
    const next = chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code];
    // A type of act stands for its narrower ones as well, so the query has a field of its own for it: one at a time.
    if (scheme !== 'act-type') library.ask(withCodes(library.query, scheme, next));
    else {
      const { act: _, ...rest } = library.query;
      library.ask(chosen.includes(code) ? rest : { ...rest, act: code });
    }
  }

  const unitWord = UNITS[unit];
  return (
    <fieldset className={styles.facet}>
      <legend className={styles.legend}>
        {schemeName(scheme)}
        <span className={styles.unit}>
          {' '}
          {unitWord ? say(unitWord).toLocaleLowerCase(language) : unit}
          {!exact && ` · ${say('library.facets.atLeast')}`}
        </span>
      </legend>
      {shown.map(({ code, n }) => (
        <label key={code} className={styles.code}>
          <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
          <span className={styles.word}>{codeName(scheme, code)}</span>
          <span className={styles.n}>{n.toLocaleString(language)}</span>
        </label>
      ))}
      {all.length > FEW && (
        <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? say('library.facets.fewer') : say('library.facets.more', { n: all.length - FEW })}
        </button>
      )}
    </fieldset>
  );
}
