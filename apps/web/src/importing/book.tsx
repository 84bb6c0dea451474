import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Line } from '../edit/controls.tsx';
import { useWords } from '../words/words.ts';
import { ConflictLines, ConflictList } from './conflict-list.tsx';
import { Failure } from './failure.tsx';
import styles from './page.module.css';
import { bringBack, isOver, job as jobQuestion } from './questions.ts';
import { Progress } from './run.tsx';
import type { Sent } from './shapes.ts';

const FIGURES = ['rows', 'unchanged', 'changed', 'refused'] as const;

/** A workbook of Cairn, edited outside, comes back: revisions for changed cells, and the conflicts for people. */
export function Book({ sent }: { sent: Sent }) {
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const [begun, setBegun] = useState<{ id: string; dryRun: boolean } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { data: job, error: lost } = useQuery({ ...jobQuestion(begun?.id ?? ''), enabled: begun !== null });
  const over = job !== undefined && isOver(job);
  const busy = begun !== null && !over && lost === null;
  const report = over && job.phase === 'done' ? job.report : null;

  async function start(dryRun: boolean) {
    setError(null);
    try {
      const { id } = await bringBack(sent, dryRun, reason.trim());
      setBegun({ id, dryRun });
    } catch (caught) {
      setError(caught);
    }
  }
  const done = report !== null && begun?.dryRun === false;
  return (
    <section className={styles.box} aria-labelledby="book-title">
      <h2 id="book-title">{say('importing.book')}</h2>
      {!done && <p className={styles.soft}>{say('importing.bookAbout')}</p>}
      {!done && <Line label={say('importing.reason')} value={reason} maxLength={2000} required onChange={setReason} />}
      {!done && (
        <div className={styles.does}>
          <Button variant="default" disabled={busy || reason.trim() === ''} onClick={() => void start(true)}>
            {say('importing.dryRun')}
          </Button>
          <Button disabled={busy || reason.trim() === ''} onClick={() => void start(false)}>
            {say('importing.bringBack')}
          </Button>
        </div>
      )}
      <Failure error={error ?? lost} />
      <div aria-live="polite">
        {busy && <Progress rows={job?.rows ?? 0} total={job?.total ?? null} />}
        {job?.phase === 'failed' && <p className={styles.failure}>{job.failure}</p>}
      </div>
      {report && (
        <dl className={styles.figures}>
          {FIGURES.map((figure) => (
            <div key={figure}>
              <dt>{say(`importing.book.${figure}`)}</dt>
              <dd>{report[figure]}</dd>
            </div>
          ))}
        </dl>
      )}
      {report && !done && report.conflicts.length > 0 && <ConflictLines conflicts={report.conflicts} />}
      {done && report.batch && report.conflicts.length > 0 && <ConflictList batch={report.batch} />}
    </section>
  );
}
