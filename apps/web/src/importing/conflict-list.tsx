import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Refused } from '../api/client.ts';
import { record } from '../api/questions.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { mayWrite } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useAuthor } from '../panel/author.ts';
import { fieldName } from '../value/field-name.ts';
import { type Say, useWords, type WordId } from '../words/words.ts';
import { Failure } from './failure.tsx';
import styles from './page.module.css';
import { decide } from './questions.ts';
import type { Conflict } from './shapes.ts';

/** Why a cell did not go in, by the code with which the server begins. */
const WHY: Readonly<Record<string, WordId>> = {
  'changed-meanwhile': 'importing.why.changed-meanwhile',
  'row-unknown': 'importing.why.row-unknown',
  'row-new': 'importing.why.row-new',
  'not-edited-here': 'importing.why.not-edited-here',
  'cell-cut': 'importing.why.cell-cut',
  'value-missing': 'importing.why.value-missing',
  'value-impossible': 'importing.why.value-impossible',
  'code-unknown': 'importing.why.code-unknown',
  'rule-refused': 'importing.why.rule-refused',
};

/** `time.start` as people call it: the field, and which part of it. */
function nameOf(key: string, say: Say): string {
  const [field = '', ...parts] = key.split('.');
  return [fieldName(field, say), ...parts].join(' · ');
}

/** The conflicts of a workbook side by side; each is decided by taking its value or keeping ours. */
export function ConflictList({ batch }: { batch: string }) {
  const { say } = useWords();
  const { who } = useVisit();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(record<AnyRecord>(batch));
  const [failed, setFailed] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  const conflicts = ((data.body as { conflicts?: Conflict[] }).conflicts ?? []).map((each, index) => ({ each, index }));
  const open = conflicts.filter(({ each }) => each.state === 'open');
  const { title } = data.body as { title?: string };
  const decided = decidedIn(failed);

  async function settle(decisions: { index: number; take: boolean }[]) {
    if (busy || !data) return;
    setBusy(true);
    setFailed(null);
    try {
      await decide({
        batch,
        revision: data.revision,
        decisions,
        reason: say('importing.decided', { title: title ?? '' }),
      });
    } catch (caught) {
      setFailed(caught);
    }
    await client.invalidateQueries({ queryKey: ['record', batch] });
    await refetch();
    setBusy(false);
  }
  const may = mayWrite(who, data.compartment);
  return (
    <section className={styles.conflicts} aria-labelledby="conflicts-title">
      <h2 id="conflicts-title">
        {open.length === 0 ? say('importing.allDecided') : say('importing.conflicts', { n: open.length })}
      </h2>
      {open.length > 0 && <p className={styles.soft}>{say('importing.conflictsAbout')}</p>}
      {decided ? <Decided conflicts={decided} /> : <Failure error={failed} />}
      {may && open.length > 1 && (
        <Button
          variant="default"
          size="compact-sm"
          disabled={busy}
          onClick={() => void settle(open.map(({ index }) => ({ index, take: false })))}
        >
          {say('importing.keepAll')}
        </Button>
      )}
      <ul>
        {conflicts.map(({ each, index }) => (
          <li key={index} data-state={each.state}>
            <Sides conflict={each} />
            {each.state === 'open' && may ? (
              <div className={styles.does}>
                {each.record && each.theirs !== undefined && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={busy}
                    onClick={() => void settle([{ index, take: true }])}
                  >
                    {say('importing.take')}
                  </Button>
                )}
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={busy}
                  onClick={() => void settle([{ index, take: false }])}
                >
                  {say('importing.keep')}
                </Button>
              </div>
            ) : (
              <p className={styles.soft}>
                <Outcome of={each} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Conflicts that somebody else was quicker to decide, as the server names them; null for any other refusal. */
function decidedIn(error: unknown): readonly Conflict[] | null {
  if (!(error instanceof Refused) || error.code !== 'conflict-decided') return null;
  return error.members.decided as readonly Conflict[];
}

/** What was decided, and by whom. */
function Outcome({ of: { state, by } }: { of: Conflict }) {
  const { say } = useWords();
  const author = useAuthor();
  if (!state || state === 'open') return null;
  return by ? say(`importing.stateBy.${state}`, { who: author(by) }) : say(`importing.state.${state}`);
}

function Decided({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { say } = useWords();
  return (
    <div role="alert" className={styles.failure}>
      <Glyph name="notice" />
      <div>
        <p>{say('importing.decidedAlready')}</p>
        <ul>
          {conflicts.map((each) => (
            <li key={`${each.row} ${each.field}`}>
              <strong>{each.row}</strong> {nameOf(each.field, say)}: <Outcome of={each} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The same before anything was done: nothing is to be decided yet. */
export function ConflictLines({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { say } = useWords();
  return (
    <section className={styles.conflicts}>
      <h3>{say('importing.conflicts', { n: conflicts.length })}</h3>
      <ul>
        {conflicts.map((each) => (
          <li key={`${each.row} ${each.field} ${each.theirs}`}>
            <Sides conflict={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sides({ conflict: { record: id, row, field, ours, theirs, why } }: { conflict: Conflict }) {
  const { say } = useWords();
  const code = why.split(':')[0] ?? '';
  const word = WHY[code];
  return (
    <>
      <p className={styles.conflictHead}>
        <strong>{row}</strong>
        {field !== '*' && <span>{nameOf(field, say)}</span>}
        {id && row && /^(?:Incidents|Події)/.test(row) && (
          <Link to="/incidents/$id" params={{ id }}>
            {say('importing.openRecord')}
          </Link>
        )}
      </p>
      <p>
        {word ? say(word) : why}
        {code === 'rule-refused' && <span lang="en"> {why.split('.').slice(1).join('.').trim()}</span>}
      </p>
      {(ours !== undefined || theirs !== undefined) && (
        <dl className={styles.sides}>
          <div>
            <dt>{say('importing.ours')}</dt>
            <dd>{ours || '–'}</dd>
          </div>
          <div>
            <dt>{say('importing.theirs')}</dt>
            <dd>{theirs || '–'}</dd>
          </div>
        </dl>
      )}
    </>
  );
}
