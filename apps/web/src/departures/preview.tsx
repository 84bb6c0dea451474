import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { postForFile } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { handOver } from '../panel/download.ts';
import { useChange } from '../people/change.ts';
import { useWords } from '../words/words.ts';
import { Declined } from './declined.tsx';
import { guardedName } from './field-words.ts';
import styles from './page.module.css';
import { departures } from './questions.ts';
import type { Stays as Held, Preview, Wish } from './shapes.ts';
import { fieldsByReason, staysByReason } from './stays.ts';
import { countOf, countsIn, formatOf, warningOf, whyOf } from './words-of.ts';

interface Props {
  wish: Wish;
  preview: Preview;
  busy: boolean;
  /** Why the last look failed. */
  error: unknown;
  onFields: (fields: string[]) => void;
  onAccept: (accept: string[]) => void;
}

/** What would leave, what stays and why, what a lead may choose, what must be accepted; then the file. */
export function Leaves({ wish, preview, busy, error, onFields, onAccept }: Props) {
  const { say } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { found, examined, records, compartments } = preview;
  const leaves = Object.keys(records).length > 0;
  return (
    <section className={styles.part}>
      <h2 ref={heading} tabIndex={-1} className={styles.quiet}>
        {say('departures.preview')}
      </h2>
      <p>
        {say('departures.found', { n: found })}{' '}
        {leaves ? say('departures.leaves', { what: countsIn(records, say) }) : say('departures.leaves.nothing')}
      </p>
      {examined < found && <p className={styles.by}>{say('departures.examined', { n: examined })}</p>}
      <p className={styles.by}>
        {say('departures.concerned', { who: compartments.map(({ name }) => name).join(', ') })}
      </p>
      <Stays preview={preview} />
      <Guarded wish={wish} preview={preview} onFields={onFields} />
      <Declined error={error} />
      <Warnings wish={wish} preview={preview} onAccept={onAccept} />
      <TakeOut wish={wish} preview={preview} possible={found > 0 && !busy} />
    </section>
  );
}

/** Whole records that stay; fields are told below, where they can be chosen. */
function Stays({ preview }: { preview: Preview }) {
  const { say } = useWords();
  const reasons = staysByReason(preview);
  if (reasons.length === 0) return null;
  return (
    <div className={styles.fields}>
      <h3>{say('departures.stays')}</h3>
      <ul className={styles.stays}>
        {reasons.map(({ why, of }) => (
          <li key={why}>
            <span>{whyOf(why, say)}</span> <b>{of.map(({ what, n }) => countOf(what, n, say)).join(', ')}</b>
            <Which of={of} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The records behind a count, by their references; of many the first few. */
function Which({ of }: { of: readonly Held[] }) {
  const { say } = useWords();
  const named = of.flatMap(({ what, records }) => records.map((each) => ({ ...each, what })));
  if (named.length === 0) return null;
  const more = of.reduce((sum, { n }) => sum + n, 0) - named.length;
  return (
    <details className={styles.which}>
      <summary>{say('departures.which')}</summary>
      <p>
        {named.map(({ id, reference, what }) => (
          <span key={id}>
            {what === 'incident' ? (
              <Link to="/incidents/$id" params={{ id }}>
                {reference}
              </Link>
            ) : (
              reference
            )}
          </span>
        ))}
        {more > 0 && <span>{say('departures.which.more', { n: more })}</span>}
      </p>
    </details>
  );
}

function Guarded({ wish, preview, onFields }: Pick<Props, 'wish' | 'preview' | 'onFields'>) {
  const { say } = useWords();
  const known = useRef(new Map<string, string>());
  const { fields, mayChoose, heldBack } = preview;
  if (fields.length === 0) return null;
  const numberOf = (field: string) => heldBack.filter(({ what }) => what === field).reduce((sum, { n }) => sum + n, 0);
  return (
    <fieldset className={styles.fields} disabled={!mayChoose} aria-describedby="guarded-about">
      <legend>{say('departures.guarded')}</legend>
      <p id="guarded-about" className={styles.meaning}>
        {mayChoose ? say('departures.guarded.lead') : say('departures.guarded.other')}
      </p>
      {fieldsByReason(preview, known.current).map(([why, of]) => (
        <fieldset key={why} className={styles.reason}>
          <legend>{why === '' ? say('departures.guarded.chosen') : whyOf(why, say)}</legend>
          {of.map(({ field, state }) => (
            <label key={field} className={styles.field} data-off={!mayChoose || state === 'out'}>
              <input
                type="checkbox"
                disabled={state === 'out'}
                checked={wish.fields.includes(field)}
                onChange={({ currentTarget: { checked } }) =>
                  onFields(checked ? [...wish.fields, field] : wish.fields.filter((each) => each !== field))
                }
              />
              <span>
                {guardedName(field, say)}
                {numberOf(field) > 0 && (
                  <span className={styles.times}> {say('departures.guarded.times', { n: numberOf(field) })}</span>
                )}
                {state === 'in' && why !== '' && (
                  <span className={styles.times}> {say('departures.guarded.chosen')}</span>
                )}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </fieldset>
  );
}

function Warnings({ wish, preview: { warnings }, onAccept }: Pick<Props, 'wish' | 'preview' | 'onAccept'>) {
  const { say } = useWords();
  if (warnings.length === 0) return null;
  return (
    <fieldset className={styles.fields}>
      <legend>{say('departures.warnings')}</legend>
      {warnings.map(({ code, n, tick }) =>
        tick ? (
          <label key={code} className={styles.field}>
            <input
              type="checkbox"
              checked={wish.accept.includes(code)}
              onChange={({ currentTarget: { checked } }) =>
                onAccept(checked ? [...wish.accept, code] : wish.accept.filter((each) => each !== code))
              }
            />
            <span>{warningOf(code, n, say)}</span>
          </label>
        ) : (
          <p key={code} className={styles.told}>
            <Glyph name="notice" size={14} />
            <span>{warningOf(code, n, say)}</span>
          </p>
        ),
      )}
    </fieldset>
  );
}

function TakeOut({ wish, preview, possible }: { wish: Wish; preview: Preview; possible: boolean }) {
  const { say } = useWords();
  const [gone, setGone] = useState<string | null>(null);
  const change = useChange(
    async (given: Wish) => {
      const { name, file } = await postForFile('/api/v1/exports', given);
      handOver(name, file, file.type);
      return name;
    },
    [departures.queryKey],
  );
  const open = preview.warnings.some(({ code, tick }) => tick && !wish.accept.includes(code));
  return (
    <>
      <p className={styles.by}>{open ? say('departures.tick') : say('departures.entered')}</p>
      <Declined error={change.error} />
      <div className={styles.actions}>
        <Button
          size="sm"
          disabled={!possible || open}
          loading={change.busy}
          onClick={() => void change.run(wish).then((done) => setGone(done?.answer ?? null))}
        >
          {say('departures.take', { what: formatOf(wish.format, say) })}
        </Button>
        <Link to="/departures" className={styles.new}>
          {say('departures.title')}
        </Link>
      </div>
      <p role="status" className={styles.done}>
        {gone !== null && say('departures.done', { name: gone })}
      </p>
    </>
  );
}
