import '../words/records.ts';
import '../words/anchors.ts';
import { useQuery } from '@tanstack/react-query';
import { integrity, logMemory } from '../api/questions.ts';
import type { Integrity } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Moment } from '../panel/moment.tsx';
import { ago } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import { Files, Parsers } from './files.tsx';
import { KeyReplaced } from './key-replaced.tsx';
import { LifeCairn } from './life-cairn.tsx';
import { Authorities, Forks, Keys, Witnesses, Witnessing } from './outsiders.tsx';
import styles from './page.module.css';
import { Provable } from './provable.tsx';
import { anchors, filesState } from './questions.ts';
import { Contradiction, Seen } from './seen.tsx';
import type { Anchors } from './shapes.ts';
import { comparisonOf, standing } from './standing.ts';

/** What can and what cannot be shown today about the whole log, in plain words. */
export function IntegrityPage() {
  const { data, error, refetch } = useQuery(integrity);
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  return <Report log={data} />;
}

function Report({ log }: { log: Integrity }) {
  const { say } = useWords();
  const { data: memory } = useQuery(logMemory);
  const held = useQuery(anchors);
  const files = useQuery(filesState);
  return (
    <div className={styles.page}>
      <h1>{say('area.integrity')}</h1>
      {memory?.contradiction ? (
        <Contradiction memory={memory} contradiction={memory.contradiction} />
      ) : (
        <State log={log} />
      )}
      {memory?.replaced && !memory.contradiction && <KeyReplaced memory={memory} replaced={memory.replaced} />}
      {log.signing.message && <p className={styles.meaning}>{log.signing.message}</p>}
      {held.data && <Forks forks={held.data.forks} />}
      <Provable log={log} anchors={held.data} files={files.data} />
      <LifeCairn log={log} anchors={held.data} files={files.data} />
      {held.error && <Trouble error={held.error} again={held.refetch} />}
      {held.data && <Outside anchors={held.data} />}
      {files.error && <Trouble error={files.error} again={files.refetch} />}
      {files.data && <Files files={files.data} />}
      {files.data && <Parsers files={files.data} />}
      {held.data && <Keys rotations={held.data.rotations} />}
      {!memory?.contradiction && <LastAudit log={log} />}
      {!memory?.contradiction && <Seen />}
      <p className={styles.meaning}>
        {say('integrity.exported')} <code>npx cairn checkpoint export</code>
      </p>
    </div>
  );
}

function Outside({ anchors: held }: { anchors: Anchors }) {
  return (
    <>
      <Authorities anchors={held} />
      <Witnesses witnesses={held.witnesses} />
      <Witnessing witnessing={held.witnessing} />
    </>
  );
}

/** The lamp's word, and what follows where signing stopped. Not beside a contradiction: these are figures of the server that is in doubt. */
function State({ log }: { log: Integrity }) {
  const { say, language } = useWords();
  const seen = comparisonOf(useQuery(logMemory));
  const { word, values, ...shown } = standing(log, (time) => ago(time, language), seen);
  // What nobody outside holds is no matter of waiting here, where it is explained.
  const state = log.anchored.size === 0 ? 'alarm' : shown.state;
  return (
    <>
      <p className={styles.state} data-state={state}>
        <Glyph name={state} size={20} />
        {say(word, values)}
      </p>
      {!log.signing.ok && <p className={styles.meaning}>{say('integrity.stopped')}</p>}
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
