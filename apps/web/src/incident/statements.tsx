import { Link as RouteLink } from '@tanstack/react-router';
import type { Statement } from '../api/shapes.ts';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { type Say, useWords } from '../words/words.ts';
import { recordName } from './naming.ts';
import { Section } from './section.tsx';
import { sourceCodeOf } from './source-code.ts';
import styles from './statements.module.css';
import type { Surroundings } from './surroundings.ts';
import { assertedFor } from './voices.ts';

interface Props {
  known: Surroundings;
  /** The incident to which one returns from editing; null where the reader may not edit. */
  editFrom: string | null;
}

/** What sources say, as they said it. Nothing here is the team's own judgement. */
export function Statements({ known, editFrom }: Props) {
  const { say } = useWords();
  if (known.statements.length === 0 && !editFrom) return null;
  const add = editFrom && (
    <RouteLink to="/incidents/$id/statements/new" params={{ id: editFrom }} className={styles.add}>
      {say('records.addStatement')}
    </RouteLink>
  );
  return (
    <Section title={say('statements')} count={known.statements.length} action={add}>
      <ul className={styles.statements}>
        {known.statements.map((statement) => (
          <li key={statement.id}>
            <StatementBlock statement={statement} known={known} editFrom={editFrom} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The words in serif; below them who, how reliable, and where it stands. */
export function StatementBlock({ statement, known, editFrom }: Props & { statement: Statement }) {
  const { say, language: spoken } = useWords();
  const label = useVocabulary();
  const { text, summary, language, connection, pinpoint, item } = statement.body;
  const words = text ?? summary;
  const source = known.byId.get(item ?? '');
  const where = [source ? recordName(source, label, spoken) : '', pinpointWords(pinpoint, say)]
    .filter(Boolean)
    .join(', ');
  return (
    <figure className={styles.statement}>
      {words ? (
        <blockquote className={styles.words} lang={language}>
          {words}
        </blockquote>
      ) : (
        <Asserts statement={statement} />
      )}
      <figcaption className={styles.by}>
        <span className={styles.code}>{sourceCodeOf(statement, known, say)}</span>
        <Grade statement={statement} />
        {connection && <span>{label('source-connection', connection)}</span>}
        {where && <span>{where}</span>}
        {editFrom && (
          <RouteLink
            to="/incidents/$id/records/$record"
            params={{ id: editFrom, record: statement.id }}
            aria-label={say('records.editNamed', { name: statement.reference })}
          >
            {say('records.edit')}
          </RouteLink>
        )}
      </figcaption>
    </figure>
  );
}

/** Imports write the row of their file as `row 876`; whatever people wrote stands as they wrote it. */
function pinpointWords(pinpoint: string | undefined, say: Say): string {
  const row = /^row (\d+)$/.exec(pinpoint ?? '')?.[1];
  return row === undefined ? (pinpoint ?? '') : say('statement.row', { row });
}

/** What of an incident a statement can give, in the order of reading. */
const GIVEN = ['title', 'time', 'place', 'counts', 'summary', 'context'] as const;

/** What a statement without words gives for the incident, field by field; an imported row is such a statement. */
function Asserts({ statement }: { statement: Statement }) {
  const { say } = useWords();
  const given = GIVEN.flatMap((field) => {
    const value = assertedFor(statement, field);
    return value === undefined ? [] : [{ field, value }];
  });
  if (given.length === 0) return <p className={styles.silent}>{say('statement.noWords')}</p>;
  return (
    <dl className={styles.given}>
      {given.map(({ field, value }) => (
        <div key={field}>
          <dt>{fieldName(field, say)}</dt>
          <dd>
            <FieldValue field={field} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The source's reliability (A–F) and the words' credibility (1–6): two judgements, shown apart. */
function Grade({ statement }: { statement: Statement }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { reliability, credibility } = statement.body;
  if (!reliability && !credibility) return <span>{say('statement.ungraded')}</span>;
  return (
    <span className={styles.grade}>
      {reliability && <span>{`${reliability} · ${label('reliability', reliability)}`}</span>}
      {credibility && <span>{`${credibility} · ${label('credibility', String(credibility))}`}</span>}
    </span>
  );
}
