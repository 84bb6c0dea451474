import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { integrity, logMemory } from '../api/questions.ts';
import type { Integrity } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { STONES } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Moment } from '../panel/moment.tsx';
import { ago } from '../time/moment.ts';
import { useWords, type WordId } from '../words/words.ts';
import styles from './page.module.css';
import { Contradiction, Seen } from './seen.tsx';
import { comparisonOf, standing } from './standing.ts';

/** What can and what cannot be shown today about the whole log, in plain words. */
export function IntegrityPage() {
  const { data, error, refetch } = useQuery(integrity);
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  return <Report log={data} />;
}

function meaning(log: Integrity): WordId {
  if (!log.signing.ok) return 'integrity.stopped';
  if (log.anchored.size === 0) return 'integrity.never';
  return log.unanchored > 0 ? 'integrity.partly' : 'integrity.fully';
}

function Report({ log }: { log: Integrity }) {
  const { say } = useWords();
  const { data: memory } = useQuery(logMemory);
  return (
    <div className={styles.page}>
      <h1>{say('area.integrity')}</h1>
      {memory?.contradiction ? (
        <Contradiction memory={memory} contradiction={memory.contradiction} />
      ) : (
        <State log={log} />
      )}
      {log.signing.message && <p className={styles.meaning}>{log.signing.message}</p>}
      <LogCairn log={log} />
      {!memory?.contradiction && <LastAudit log={log} />}
      {!memory?.contradiction && <Seen />}
      <p className={styles.meaning}>
        {say('integrity.exported')} <code>npx cairn checkpoint export</code>
      </p>
      <p className={styles.meaning}>{say('integrity.limits')}</p>
    </div>
  );
}

/** The lamp's word, and what it means. Not beside a contradiction: these are figures of the server that is in doubt. */
function State({ log }: { log: Integrity }) {
  const { say, language } = useWords();
  const seen = comparisonOf(useQuery(logMemory));
  const { state, word, values } = standing(log, (time) => ago(time, language), seen);
  return (
    <>
      <p className={styles.state} data-state={state}>
        <Glyph name={state} size={20} />
        {say(word, values)}
      </p>
      <p className={styles.meaning}>{say(meaning(log), { n: log.unanchored, size: log.anchored.size })}</p>
    </>
  );
}

/** The last time that someone had the whole of it checked. Without its word, or without any, how to have it done. */
function LastAudit({ log: { lastAudit, size } }: { log: Integrity }) {
  const { say } = useWords();
  const state = !lastAudit ? 'notice' : lastAudit.findings > 0 ? 'alarm' : 'calm';
  return (
    <section className={styles.audit} data-state={state}>
      <h2>{say('audit.title')}</h2>
      {lastAudit ? (
        <>
          <p className={styles.verdict}>
            <Glyph name={state} />
            <span>
              {say(lastAudit.findings > 0 ? 'audit.found' : 'audit.clean', {
                n: lastAudit.findings,
                size: lastAudit.size,
              })}
            </span>
          </p>
          <Moment at={lastAudit.at} />
          {size > lastAudit.size && <p>{say('audit.since', { n: size - lastAudit.size })}</p>}
          <p>{say('audit.limits')}</p>
        </>
      ) : (
        <p className={styles.verdict}>
          <Glyph name={state} />
          <span>
            {say('audit.none')} <code>npx cairn audit</code>
          </span>
        </p>
      )}
    </section>
  );
}

/** The log as one small cairn: what is not anchored lies above the line, in notice colour. */
function LogCairn({ log }: { log: Integrity }) {
  const { say } = useWords();
  const loose = log.unanchored + log.pending;
  return (
    <ol className={styles.cairn}>
      {loose > 0 && (
        <li className={styles.layer}>
          <svg className={styles.loose} width="96" height="30" viewBox="0 10 32 10" aria-hidden="true">
            <path d={STONES[1]} />
          </svg>
          <div>
            <p className={styles.figure}>{say('integrity.unanchored', { n: log.unanchored })}</p>
            {log.pending > 0 && <p>{say('integrity.pending', { n: log.pending })}</p>}
          </div>
        </li>
      )}
      {log.anchored.size > 0 && (
        <li className={styles.layer}>
          <svg className={styles.anchored} width="96" height="34" viewBox="0 18.5 32 11.5" aria-hidden="true">
            <path d={STONES[2]} />
          </svg>
          <div>
            <p className={styles.figure}>{say('integrity.anchored', { n: log.anchored.size })}</p>
            {log.anchored.by.length > 0 && <p>{say('integrity.by', { by: log.anchored.by.join(', ') })}</p>}
            {log.anchored.time && <Moment at={log.anchored.time} />}
          </div>
        </li>
      )}
    </ol>
  );
}
