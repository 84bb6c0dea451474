import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { integrity, revisions } from '../api/questions.ts';
import type { AnyRecord, FieldChange, Revision } from '../api/shapes.ts';
import { erased } from '../erasure/questions.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { bothClocks } from '../time/moment.ts';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { TextDiff } from '../value/text-diff.tsx';
import { useWords } from '../words/words.ts';
import { useAuthor } from './author.ts';
import { isByMachine } from './by-machine.ts';
import { erasuresByRevision, type Gone, goneOf, isWholeChangeGone } from './erased-changes.ts';
import styles from './history.module.css';
import { Moment } from './moment.tsx';
import { Stone } from './stone.tsx';

/** A value that some revision gave a field. */
export interface Given {
  field: string;
  value: unknown;
  revision: number;
}

/** What brings such a value back, where the reader may. */
type BringBack = (given: Given) => ReactNode;

interface Props {
  record: AnyRecord;
  bringBack?: BringBack;
}

/** The record's life as a small cairn: each revision a stone on the one before, a line where an outside anchor reaches. */
export function History({ record, bringBack }: Props) {
  const { say } = useWords();
  const { data, error, isPending, refetch } = useQuery(revisions(record.id));
  const gone = erasuresByRevision(useQuery(erased(record.id)).data ?? []);
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
          <Layer
            revision={revision}
            anchored={isAnchored(revision)}
            gone={gone}
            bringBack={revision.revision < record.revision ? bringBack : undefined}
          />
        </li>
      ))}
    </ol>
  );
}

interface LayerProps {
  revision: Revision;
  anchored: boolean;
  gone: Gone;
  bringBack: BringBack | undefined;
}

function Layer({ revision, anchored, gone, bringBack }: LayerProps) {
  const { say } = useWords();
  const author = useAuthor();
  const first = revision.revision === 1;
  const machine = isByMachine(revision);
  const unlisted = goneOf(gone, revision);
  const count = revision.changes.length + unlisted.length;
  const reasonGone = gone.get(revision.revision)?.get('reason');
  return (
    <div className={styles.layer}>
      <Stone weight={revision.changes.length} anchored={anchored} />
      <div className={styles.told}>
        <p>
          <b>{say('history.revision', { n: revision.revision })}</b>{' '}
          {machine ? (
            <>
              <Glyph name="gear" size={14} /> {say(first ? 'history.madeByMachine' : 'history.changedByMachine')}
            </>
          ) : (
            say(first ? 'history.madeBy' : 'history.changedBy', { who: author(revision.author) })
          )}
        </p>
        <Moment at={revision.at} />
        {reasonGone ? <WasErased at={reasonGone} /> : !machine && <p className={styles.reason}>{revision.reason}</p>}
        {unlisted.length === 0 && isWholeChangeGone(gone, revision) ? (
          <p className={styles.erased}>{say('history.allErased')}</p>
        ) : (
          <details className={styles.changes} open={!first}>
            <summary>{say('history.fields', { n: count })}</summary>
            <dl>
              {revision.changes.map((change) => (
                <Difference
                  key={change.field}
                  change={change}
                  goneNow={gone.get(revision.revision)?.get(`body.${change.field}`)}
                  goneBefore={gone.get(revision.revision - 1)?.get(`body.${change.field}`)}
                  back={bringBack?.({ field: change.field, value: change.after, revision: revision.revision })}
                />
              ))}
              {unlisted.map(([field, at]) => (
                <div key={field} className={styles.difference}>
                  <dt>{fieldName(field, say)}</dt>
                  <dd>
                    <WasErased at={at} />
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </div>
  );
}

/** A value that is gone for good. The log keeps its digest, which tells nothing of it. */
function WasErased({ at }: { at: string }) {
  const { say, language } = useWords();
  return <span className={styles.erased}>{say('history.erased', { date: bothClocks(at, language).kyiv })}</span>;
}

interface DifferenceProps {
  change: FieldChange;
  /** When the value of this revision was erased, and that of the one before. */
  goneNow: string | undefined;
  goneBefore: string | undefined;
  back?: ReactNode;
}

function Difference({ change, goneNow, goneBefore, back }: DifferenceProps) {
  const { say } = useWords();
  const { field, before, after } = change;
  const words = isText(before) && isText(after);
  return (
    <div className={styles.difference}>
      <dt>{fieldName(field, say)}</dt>
      {words ? (
        <dd>
          <TextDiff before={before} after={after} />
        </dd>
      ) : (
        <BeforeAndAfter change={change} goneNow={goneNow} goneBefore={goneBefore} />
      )}
      {!goneNow && back && <dd>{back}</dd>}
    </div>
  );
}

/** Words that run on; a code or a single word is clearer put side by side. */
const isText = (value: unknown): value is string => typeof value === 'string' && value.includes(' ');

function BeforeAndAfter({ change: { field, before, after }, goneNow, goneBefore }: Omit<DifferenceProps, 'back'>) {
  const { say } = useWords();
  const none = after === undefined || after === null;
  const had = before !== undefined && before !== null;
  return (
    <>
      {(had || goneBefore) && (
        <dd className={styles.before}>
          <span aria-hidden="true">−</span>
          {had ? (
            <del>
              <FieldValue field={field} value={before} />
            </del>
          ) : (
            <WasErased at={goneBefore ?? ''} />
          )}
        </dd>
      )}
      <dd className={styles.after}>
        <span aria-hidden="true">+</span>
        {goneNow ? (
          <WasErased at={goneNow} />
        ) : (
          <ins>{none ? say('history.removed') : <FieldValue field={field} value={after} />}</ins>
        )}
      </dd>
    </>
  );
}
