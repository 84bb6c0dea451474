import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Comparing, useComparing } from '../duplicates/comparing.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { Failure } from './failure.tsx';
import styles from './page.module.css';
import { isOver, job as jobQuestion } from './questions.ts';
import { Report } from './report.tsx';
import type { ImportFlag, Job } from './shapes.ts';

interface Props {
  order: (dryRun: boolean) => Promise<Job<unknown>>;
  /** What was looked at dry; when it changes, the look is over. */
  resetOn: string;
  onFlags?: (flags: readonly ImportFlag[]) => void;
}

/** A dry run, then the import itself, each with its progress and its account. */
export function Run({ order, resetOn, onFlags }: Props) {
  const { say } = useWords();
  const [begun, setBegun] = useState<{ id: string; dryRun: boolean; of: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [ordering, setOrdering] = useState(false);
  const current = begun && (begun.of === resetOn || !begun.dryRun) ? begun : null;
  const { data: job, error: lost } = useQuery({ ...jobQuestion(current?.id ?? ''), enabled: current !== null });
  const over = job !== undefined && isOver(job);
  const busy = ordering || (current !== null && !over && lost === null);
  const report = over && job.phase === 'done' ? job.report : null;
  const flags = report?.flags;
  useEffect(() => {
    if (flags) onFlags?.(flags);
  }, [flags, onFlags]);

  async function start(dryRun: boolean) {
    if (busy) return;
    setError(null);
    setOrdering(true);
    try {
      const { id } = await order(dryRun);
      setBegun({ id, dryRun, of: resetOn });
    } catch (caught) {
      setError(caught);
    }
    setOrdering(false);
  }
  const dry = current?.dryRun === true && report !== null;
  const done = current?.dryRun === false && report !== null;
  return (
    <section className={styles.box} aria-labelledby="run-title">
      <h2 id="run-title">{say('importing.run')}</h2>
      {!done && <p className={styles.soft}>{say('importing.runAbout')}</p>}
      {!done && (
        <div className={styles.does}>
          <Button variant={dry ? 'default' : 'filled'} onClick={() => void start(true)} disabled={busy}>
            {say('importing.dryRun')}
          </Button>
          <Button variant={dry ? 'filled' : 'default'} onClick={() => void start(false)} disabled={busy || !dry}>
            {say('importing.import')}
          </Button>
        </div>
      )}
      <Failure error={error ?? lost} />
      <div aria-live="polite">
        {current && !over && !lost && <Progress rows={job?.rows ?? 0} total={job?.total ?? null} />}
        {job?.phase === 'failed' && current && (
          <div className={styles.failure}>
            <Glyph name="alarm" />
            <div>
              <p>{say('importing.failed')}</p>
              <p lang="en">{job.failure}</p>
            </div>
          </div>
        )}
      </div>
      {report && current && <Report report={report} dryRun={current.dryRun} />}
      {done && report.batch && <AfterImport batch={report.batch} />}
      {done && report.batch && (
        <p>
          <Link to="/triage/$batch" params={{ batch: report.batch }} className={styles.first}>
            {say('importing.toBatch')}
          </Link>
        </p>
      )}
    </section>
  );
}

/** What came in is compared with what was there: how far that is, and where it shows. */
function AfterImport({ batch }: { batch: string }) {
  const { say } = useWords();
  const still = useComparing({ batch });
  return (
    <div className={styles.after}>
      <Comparing n={still.n} more={still.more} />
      <Link to="/duplicates" search={{ batch }}>
        {say('duplicates.toBatch')}
      </Link>
    </div>
  );
}

export function Progress({ rows, total }: { rows: number; total: number | null }) {
  const { say } = useWords();
  const words = total === null ? say('importing.reading', { rows }) : say('importing.rowsOf', { rows, total });
  return (
    <p className={styles.progress}>
      <progress className={styles.bar} {...(total ? { value: rows, max: total } : {})} aria-label={words} />
      <span>{words}</span>
    </p>
  );
}
