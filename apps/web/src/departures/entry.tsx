import type { ReactNode } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { QueryWords } from '../library/query-words.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Moment } from '../panel/moment.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { guardedName } from './field-words.ts';
import styles from './page.module.css';
import type { Departure } from './shapes.ts';
import { countsIn, formatOf, tookOf } from './words-of.ts';

/** One thing that left: what for at a glance, the rest folded behind it. */
export function Entry({ departure }: { departure: Departure }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { at, purpose, format, state, whole, recipient, records } = departure;
  const title = `${label('departure-purpose', purpose)}: ${formatOf(format, say)}`;
  return (
    <article>
      <p className={styles.line}>
        <b>{title}</b>
        <span className={styles.state} data-state={state}>
          <Glyph name={state === 'left' ? 'calm' : 'notice'} size={14} />
          {say(`departures.state.${state}`)}
        </span>
      </p>
      {whole && recipient !== null && <p className={styles.recipient}>{say('departures.to', { who: recipient })}</p>}
      <p className={styles.by}>
        <Moment at={at} />
      </p>
      {records && <p className={styles.by}>{countsIn(records, say)}</p>}
      {whole ? <Details departure={departure} /> : <p className={styles.by}>{say('departures.others')}</p>}
    </article>
  );
}

function Details({ departure }: { departure: Departure }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { who } = useVisit();
  const { by, name, query, chosen, included, warnings, levels, bytes, digest, terms, compartments } = departure;
  const places = compartments.map((id) => who.compartments.find((each) => each.id === id)?.name ?? '');
  const facts: [string, ReactNode][] = [
    [say('departures.by'), name ?? by ?? ''],
    [say('departures.places'), places.filter((each) => each !== '').join(', ')],
    [say('departures.query'), query ? <QueryWords key="query" query={query} /> : ''],
    [say('departures.chosen'), (chosen ?? []).map(({ field }) => guardedName(field, say)).join(', ')],
    [say('departures.included'), (included ?? []).map((each) => label('incident-status', each)).join(', ')],
    [say('departures.accepted'), (warnings ?? []).map((each) => tookOf(each, say)).join(', ')],
    [say('departures.levels'), (levels ?? []).map((each) => label('sensitivity', each)).join(', ')],
    [say('departures.terms'), terms],
    [say('departures.size'), bytes === null ? '' : say('departures.bytes', { n: bytes })],
    [say('departures.digest'), digest ?? ''],
  ];
  return (
    <details className={styles.details}>
      <summary>{say('departures.details')}</summary>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
