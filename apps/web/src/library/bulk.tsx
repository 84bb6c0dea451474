import type { BulkChange, LibraryQuery } from '@cairn/model';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLive } from '../live/live.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './bulk.module.css';
import { BulkForm } from './bulk-form.tsx';
import { BulkResult } from './bulk-result.tsx';
import { type BulkAnswer, MOST_FOUND, runBulk } from './bulk-run.ts';
import type { Selection } from './selection.ts';
import type { Total } from './shapes.ts';
import { useTotalWords } from './total-words.ts';

interface Props {
  /** What "all that is found" means. */
  query: LibraryQuery;
  total: Total | undefined;
  selection: Selection;
  onDone: () => void;
}

interface Run {
  total: number;
  looked: number;
  sum: BulkAnswer;
  change: BulkChange;
  state: 'going' | 'ended' | 'stopped' | 'silent';
}

/** One change of the rows that are chosen, or of everything that is found. */
export function Bulk({ query, total, selection, onDone }: Props) {
  const { say } = useWords();
  const { mine } = useLive();
  const client = useQueryClient();
  const totalWords = useTotalWords();
  const [run, setRun] = useState<Run | null>(null);
  const stop = useRef<AbortController | null>(null);
  const words = total && totalWords(query.kind, total);
  const n = selection.ids.size;

  async function start(change: BulkChange, reason: string) {
    const stopping = new AbortController();
    stop.current = stopping;
    const of = selection.everything ? query : [...selection.ids];
    const begun: Run = {
      total: selection.everything ? Math.min(total?.n ?? 0, MOST_FOUND) : n,
      looked: 0,
      sum: { done: [], same: [], refused: [] },
      change,
      state: 'going',
    };
    setRun(begun);
    const update = (part: Partial<Run>) => setRun((before) => ({ ...(before ?? begun), ...part }));
    try {
      await runBulk(
        { change, reason, of },
        {
          signal: stopping.signal,
          onAnswer(sum, looked) {
            for (const { id, revision } of sum.done) mine(id, revision);
            update({ sum, looked });
          },
        },
      );
      update({ state: stopping.signal.aborted ? 'stopped' : 'ended' });
    } catch {
      update({ state: stopping.signal.aborted ? 'stopped' : 'silent' });
    }
    void client.invalidateQueries({ queryKey: ['record'] });
    void client.invalidateQueries({ queryKey: ['facets'] });
    void client.invalidateQueries({ queryKey: ['library'] });
  }

  if (run) {
    const { state, looked, total: of } = run;
    return (
      <section className={styles.bulk} aria-label={say('bulk.title')}>
        {state === 'going' && (
          <p className={styles.line}>
            <progress value={looked} max={Math.max(of, 1)} aria-label={say('bulk.title')} />
            <span role="status">{say('bulk.progress', { n: looked, total: of })}</span>
            <button type="button" className={styles.small} onClick={() => stop.current?.abort()}>
              {say('bulk.stop')}
            </button>
          </p>
        )}
        {(state === 'stopped' || state === 'silent') && (
          <p className={styles.line} role="alert">
            <Glyph name="notice" />
            {say(`bulk.${state}`)}
          </p>
        )}
        <BulkResult sum={run.sum} change={run.change} />
        {state !== 'going' && (
          <button
            type="button"
            className={styles.small}
            onClick={() => {
              setRun(null);
              selection.clear();
              onDone();
            }}
          >
            {say('bulk.back')}
          </button>
        )}
      </section>
    );
  }
  return (
    <section className={styles.bulk} aria-label={say('bulk.title')}>
      <p className={styles.line}>
        <span role="status">
          {selection.everything
            ? say('bulk.isEverything', { words })
            : n > 0
              ? say('bulk.chosen', { n })
              : say('bulk.none')}
        </span>
        {!selection.everything && words && (
          <button type="button" className={styles.small} onClick={() => selection.takeAll(true)}>
            {say('bulk.everything', { words })}
          </button>
        )}
        {(n > 0 || selection.everything) && (
          <button type="button" className={styles.small} onClick={() => selection.clear()}>
            {say('bulk.clear')}
          </button>
        )}
      </p>
      {selection.everything && (total?.n ?? 0) > MOST_FOUND && (
        <p className={styles.line}>
          <Glyph name="notice" />
          {say('bulk.tooMany', { most: MOST_FOUND })}
        </p>
      )}
      <BulkForm
        isIncidents={query.kind === 'incident'}
        run={selection.everything ? say('bulk.runAll', { words }) : n > 0 ? say('bulk.run', { n }) : null}
        onRun={(change, reason) => void start(change, reason)}
      />
    </section>
  );
}
