import type { Statement } from '../api/shapes.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { recordName } from './naming.ts';
import { Section } from './section.tsx';
import styles from './statements.module.css';
import type { Surroundings } from './surroundings.ts';

/** What sources say, as they said it. Nothing here is the team's own judgement. */
export function Statements({ known }: { known: Surroundings }) {
  const { say } = useWords();
  if (known.statements.length === 0) return null;
  return (
    <Section title={say('statements')} count={known.statements.length}>
      <ul className={styles.statements}>
        {known.statements.map((statement) => (
          <li key={statement.id}>
            <StatementBlock statement={statement} known={known} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The words in serif; below them who, how reliable, and where it stands. */
export function StatementBlock({ statement, known }: { statement: Statement; known: Surroundings }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { text, summary, language, connection, pinpoint, item } = statement.body;
  const words = text ?? summary;
  const source = known.byId.get(item ?? '');
  const where = [source ? recordName(source, label) : '', pinpoint ?? ''].filter(Boolean).join(', ');
  return (
    <figure className={styles.statement}>
      {words ? (
        <blockquote className={styles.words} lang={language}>
          {words}
        </blockquote>
      ) : (
        <p className={styles.silent}>{say('statement.noWords')}</p>
      )}
      <figcaption className={styles.by}>
        <span className={styles.code}>{sourceCodeOf(statement, known, say('statement.anonymous'))}</span>
        <Grade statement={statement} />
        {connection && <span>{label('source-connection', connection)}</span>}
        {where && <span>{where}</span>}
      </figcaption>
    </figure>
  );
}

function sourceCodeOf(statement: Statement, known: Surroundings, anonymous: string): string {
  const { sourceCode, source } = statement.body;
  const actor = known.byId.get(source ?? '');
  return sourceCode ?? (actor?.kind === 'actor' ? (actor.body.sourceCode ?? actor.reference) : anonymous);
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
