import '../words/facts.ts';
import { useQuery } from '@tanstack/react-query';
import { Link as RouteLink } from '@tanstack/react-router';
import { revisions } from '../api/questions.ts';
import type { AnyRecord, Incident, Revision } from '../api/shapes.ts';
import { same } from '../edit/same.ts';
import { ConclusionOf } from '../incident/conclusion.tsx';
import { LevelSetting } from '../incident/level-setting.tsx';
import { recordName } from '../incident/naming.ts';
import { useEditingSession } from '../incident/session.tsx';
import { sourceCodeOf } from '../incident/source-code.ts';
import { StatementBlock } from '../incident/statements.tsx';
import type { Surroundings } from '../incident/surroundings.ts';
import { VoiceStones } from '../incident/voice-stones.tsx';
import { type Stance, type Voice, voices } from '../incident/voices.ts';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { useAuthor } from './author.ts';
import { Grading } from './grading.tsx';
import { Moment } from './moment.tsx';
import styles from './who-says-so.module.css';

interface Props {
  record: AnyRecord;
  incident: Incident;
  known: Surroundings;
  field: string | undefined;
}

const STANCES: readonly Stance[] = ['same', 'other', 'context'];

/** The statements for and against a record or one field of it, what the team concludes, and since when it says so. */
export function WhoSaysSo({ record, incident, known, field }: Props) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const session = useEditingSession();
  const speaking = voices(record, known, field);
  const value = field === undefined ? undefined : (record.body as Record<string, unknown>)[field];
  const isClaim = record.kind === 'act' || record.kind === 'link';
  return (
    <>
      <h2 className={styles.title}>
        {field ? say('who.field', { field: fieldName(field, say) }) : say(isClaim ? 'facts.who.claim' : 'who.record')}
      </h2>
      {field && value !== undefined && (
        <div className={styles.holds}>
          <p className={styles.soft}>{say('facts.recorded')}</p>
          <FieldValue field={field} value={value} />
        </div>
      )}
      {speaking.length === 0 && <p className={styles.none}>{say('who.nobody')}</p>}
      {STANCES.map((stance) => {
        const some = speaking.filter((voice) => voice.stance === stance);
        return some.length === 0 ? null : (
          <section key={stance} className={styles.group} aria-label={say(`facts.stance.${stance}`)}>
            <h3>
              {say(`facts.stance.${stance}`)} <VoiceStones voices={some} />
            </h3>
            <ul className={styles.statements}>
              {some.map((voice) => (
                <li key={voice.statement.id}>
                  <StatementBlock statement={voice.statement} known={known} editFrom={null} />
                  {field && <Asserted voice={voice} field={field} />}
                  <Grading
                    statement={voice.statement}
                    name={`${sourceCodeOf(voice.statement, known, say)}, ${voice.statement.reference}`}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {session?.mayEdit && (record.kind === 'incident' || record.kind === 'act') && (
        <RouteLink
          to="/incidents/$id/statements/new"
          params={{ id: incident.id }}
          search={{ ...(record.kind === 'act' ? { about: record.id } : {}), ...(field ? { field } : {}) }}
          className={styles.add}
        >
          {say('records.addStatement')}
        </RouteLink>
      )}
      {record.kind === 'incident' && field && (
        <ConclusionOf key={field} incident={incident} known={known} field={field} />
      )}
      {isClaim && (
        <section className={styles.since} aria-label={say('facts.concludes')}>
          <h3>{say('facts.concludes')}</h3>
          <LevelSetting record={record} known={known} name={recordName(record, label, language)} />
        </section>
      )}
      {field && <Since record={record} field={field} />}
    </>
  );
}

function Asserted({ voice, field }: { voice: Voice; field: string }) {
  const { say } = useWords();
  if (voice.asserted === undefined) return null;
  return (
    <div className={styles.asserted}>
      <p>{say('facts.gives')}</p>
      <FieldValue field={field} value={voice.asserted} />
    </div>
  );
}

/** The revision from which on the field has had the value that it has now, and an earlier one that had it once before. */
function sinceWhen(
  all: readonly Revision[],
  field: string,
  value: unknown,
): { last: Revision; first: Revision } | null {
  const changed = all
    .filter(({ changes }) => changes.some((change) => change.field === field))
    .sort((a, b) => a.revision - b.revision);
  const last = changed.at(-1);
  if (!last) return null;
  const had = ({ changes }: Revision) =>
    same(changes.find((change) => change.field === field)?.after ?? undefined, value);
  return { last, first: changed.find(had) ?? last };
}

function Since({ record, field }: { record: AnyRecord; field: string }) {
  const { say } = useWords();
  const author = useAuthor();
  const { data } = useQuery(revisions(record.id));
  const found = data && sinceWhen(data, field, (record.body as Record<string, unknown>)[field]);
  if (!found) return null;
  const { last, first } = found;
  return (
    <div className={styles.since}>
      <h3>{say('who.since')}</h3>
      <p>{say('who.sinceRevision', { revision: last.revision, author: author(last.author) })}</p>
      <Moment at={last.at} />
      {first !== last && (
        <p className={styles.soft}>
          {say('facts.since.before', { revision: first.revision, author: author(first.author) })}{' '}
          <Moment at={first.at} />
        </p>
      )}
    </div>
  );
}
