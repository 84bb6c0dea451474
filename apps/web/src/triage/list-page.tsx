import '../words/records.ts';
import '../words/triage.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyCairn } from '../comfort/empty-cairn.tsx';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './list.module.css';
import { batchList } from './questions.ts';
import type { BatchRow, Queue } from './shapes.ts';

const QUEUES: readonly Queue[] = ['mine', 'team', 'import', 'other'];

/** What came in and waits to be sorted: one's own, the team's, imports, colleagues' own; and the ways in. */
export function TriagePage() {
  const { say } = useWords();
  const { filter, who } = useVisit();
  const list = useQuery(batchList(filter.compartment));
  const mayAdd = writableBy(who).length > 0;
  const open = list.data?.filter(({ closed }) => !closed) ?? [];
  const closed = list.data?.filter((each) => each.closed) ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say('area.triage')}</h1>
        {mayAdd && (
          <Link to="/triage/new" className={styles.first}>
            {say('triage.takeIn')}
          </Link>
        )}
      </header>
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={list.refetch} />}
      {list.data && open.length === 0 && (
        <EmptyCairn guide="triage" action={mayAdd && <Link to="/triage/new">{say('triage.takeIn')}</Link>}>
          {say('triage.nothing')}
        </EmptyCairn>
      )}
      {QUEUES.map((queue) => (
        <Batches
          key={queue}
          title={say(`triage.queue.${queue}`)}
          batches={open.filter((each) => each.queue === queue)}
        />
      ))}
      {closed.length > 0 && (
        <details className={styles.closed}>
          <summary>{say('triage.closed', { n: closed.length })}</summary>
          <Batches title={say('triage.closed', { n: closed.length })} batches={closed} />
        </details>
      )}
    </div>
  );
}

function Batches({ title, batches }: { title: string; batches: readonly BatchRow[] }) {
  if (batches.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      <ul className={styles.batches}>
        {batches.map((each) => (
          <Row key={each.id} batch={each} />
        ))}
      </ul>
    </section>
  );
}

const GLYPHS = { folder: 'evidence', links: 'link', telegram: 'evidence', import: 'incidents', other: 'file' } as const;

function Row({ batch }: { batch: BatchRow }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { id, title, reference, batchKind, total, waiting, later, others, closed } = batch;
  const sorted = total - waiting - later;
  return (
    <li className={styles.batch}>
      <Glyph name={GLYPHS[batchKind as keyof typeof GLYPHS] ?? 'file'} size={18} />
      <div className={styles.about}>
        <Link to="/triage/$batch" params={{ batch: id }} className={styles.title}>
          {title}
        </Link>
        <p className={styles.details}>
          <span>{reference}</span>
          <span>{label('batch-kind', batchKind)}</span>
          {others > 0 && <span>{say('triage.others', { n: others })}</span>}
        </p>
      </div>
      {!closed && (
        <div className={styles.far}>
          <strong>{say('triage.waiting', { n: waiting })}</strong>
          <span>
            {say('triage.sorted', { n: sorted, total })}
            {later > 0 && ` · ${say('triage.putOff', { n: later })}`}
          </span>
        </div>
      )}
    </li>
  );
}
