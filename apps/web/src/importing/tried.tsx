import type { FuzzyPlace, FuzzyTime, TableMapping } from '@cairn/model';
import { describePlace, describeTime } from '@cairn/model';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { flagWords } from '../incident/flag-words.ts';
import { useWords } from '../words/words.ts';
import { Failure } from './failure.tsx';
import styles from './page.module.css';
import { tryMapping } from './questions.ts';
import type { TriedRow } from './shapes.ts';

/** The first rows as the mapping reads them, beside what is flagged. Nothing is written for it. */
export function Tried({ upload, mapping }: { upload: string; mapping: TableMapping }) {
  const { say } = useWords();
  const [tried, setTried] = useState<{ of: string; rows: TriedRow[] } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const of = JSON.stringify(mapping);

  async function look() {
    setBusy(true);
    setError(null);
    try {
      setTried({ of, rows: (await tryMapping(upload, mapping)).rows });
    } catch (caught) {
      setTried(null);
      setError(caught);
    }
    setBusy(false);
  }
  const current = tried?.of === of ? tried.rows : null;
  return (
    <section className={styles.box} aria-labelledby="tried-title">
      <h2 id="tried-title">{say('importing.tried')}</h2>
      <p className={styles.soft}>{say('importing.triedAbout')}</p>
      {!current && (
        <div className={styles.does}>
          <Button variant="default" onClick={() => void look()} loading={busy}>
            {say('importing.try')}
          </Button>
        </div>
      )}
      <Failure error={error} />
      {current && (
        <ul className={styles.tried}>
          {current.map((row) => (
            <Row key={row.row} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ row: { row, rejected, incident, actors, flags } }: { row: TriedRow }) {
  const { say, language } = useWords();
  const { title, time, place } = (incident ?? {}) as { title?: string; time?: FuzzyTime; place?: FuzzyPlace };
  const facts = [
    time ? (time.asStated ? `${describeTime(time, language)} (${time.asStated})` : describeTime(time, language)) : '',
    place ? describePlace(place, language) : '',
  ].filter((each) => each !== '');
  return (
    <li data-rejected={rejected}>
      <p>
        <span className={styles.number}>{say('importing.row', { row })}</span>{' '}
        <strong>{rejected ? say('importing.rejected') : title}</strong>
      </p>
      {facts.length > 0 && <p>{facts.join(' · ')}</p>}
      {actors.length > 0 && (
        <p className={styles.names}>
          {actors.map(({ name }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may name the same twice, and its names never move.
            <span key={at} className={styles.name}>
              {name}
            </span>
          ))}
        </p>
      )}
      {flags.map((flag) => (
        <p key={`${flag.column} ${flag.problem}`} className={styles.flag}>
          {flag.column !== '' && <strong>{flag.column}: </strong>}
          {flagWords(flag, say)}
          {flag.value.trim() !== '' && <span className={styles.soft}> {flag.value}</span>}
        </p>
      ))}
    </li>
  );
}
