import { useQuery } from '@tanstack/react-query';
import { integrity, revisions } from '../api/questions.ts';
import type { FieldChange, Incident, Revision } from '../api/shapes.ts';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { TextDiff } from '../value/text-diff.tsx';
import { useWords } from '../words/words.ts';
import { useAuthor } from './author.ts';
import styles from './history.module.css';
import { Moment } from './moment.tsx';
import { Stone } from './stone.tsx';

/** The record's life as a small cairn: each revision a stone on the one before, a line where an outside anchor reaches. */
export function History({ incident }: { incident: Incident }) {
  const { say } = useWords();
  const { data, error, isPending, refetch } = useQuery(revisions(incident.id));
  const anchoredSize = useQuery(integrity).data?.anchored.size ?? 0;
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;

  const newestFirst = [...data].sort((a, b) => b.revision - a.revision);
  const isAnchored = ({ leaf }: Revision) => leaf !== null && leaf < anchoredSize;
  const firstAnchored = newestFirst.find(isAnchored);
  return (
    <ol className={styles.cairn} reversed>
      {newestFirst.map((revision) => (
        <li key={revision.revision} className={styles.revision}>
          {revision === firstAnchored && <p className={styles.line}>{say('history.anchoredHere')}</p>}
          <Layer revision={revision} anchored={isAnchored(revision)} />
        </li>
      ))}
    </ol>
  );
}

function Layer({ revision, anchored }: { revision: Revision; anchored: boolean }) {
  const { say } = useWords();
  const author = useAuthor();
  const first = revision.revision === 1;
  return (
    <div className={styles.layer}>
      <Stone weight={revision.changes.length} anchored={anchored} />
      <div className={styles.told}>
        <p>
          <b>{say('history.revision', { n: revision.revision })}</b>{' '}
          {say(first ? 'history.madeBy' : 'history.changedBy', { who: author(revision.author) })}
        </p>
        <Moment at={revision.at} />
        <p className={styles.reason}>{revision.reason}</p>
        <details className={styles.changes} open={!first}>
          <summary>{say('history.fields', { n: revision.changes.length })}</summary>
          <dl>
            {revision.changes.map((change) => (
              <Difference key={change.field} change={change} />
            ))}
          </dl>
        </details>
      </div>
    </div>
  );
}

function Difference({ change }: { change: FieldChange }) {
  const { say } = useWords();
  const { field, before, after } = change;
  return (
    <div className={styles.difference}>
      <dt>{fieldName(field, say)}</dt>
      {isText(before) && isText(after) ? (
        <dd>
          <TextDiff before={before} after={after} />
        </dd>
      ) : (
        <BeforeAndAfter change={change} />
      )}
    </div>
  );
}

/** Words that run on; a code or a single word is clearer put side by side. */
const isText = (value: unknown): value is string => typeof value === 'string' && value.includes(' ');

function BeforeAndAfter({ change: { field, before, after } }: { change: FieldChange }) {
  const { say } = useWords();
  const gone = after === undefined || after === null;
  return (
    <>
      {before !== undefined && before !== null && (
        <dd className={styles.before}>
          <span aria-hidden="true">−</span>
          <del>
            <FieldValue field={field} value={before} />
          </del>
        </dd>
      )}
      <dd className={styles.after}>
        <span aria-hidden="true">+</span>
        <ins>{gone ? say('history.removed') : <FieldValue field={field} value={after} />}</ins>
      </dd>
    </>
  );
}
