import type { Incident, Statement } from '../api/shapes.ts';
import { same } from '../edit/same.ts';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { contradictedFields } from './contradicting.ts';
import styles from './contradictions.module.css';
import { recordName } from './naming.ts';
import { Section } from './section.tsx';
import { sourceCodeOf } from './source-code.ts';
import type { Surroundings } from './surroundings.ts';

/** What sources say differently, side by side: each field a row, each source a column. Nobody wins here. */
export function Contradictions({ incident, known }: { incident: Incident; known: Surroundings }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const rows = contradictedFields(incident, known);
  if (rows.length === 0) return null;
  const speaking = known.statements.filter(({ id }) => rows.some(({ given }) => given.has(id)));
  return (
    <Section title={say('facts.contradictions')} count={rows.length}>
      <p className={styles.help}>{say('facts.contradictions.help')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard. */}
      <section className={styles.scroll} aria-label={say('facts.contradictions.table')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('facts.contradictions.field')}</th>
              <th scope="col">{say('facts.recorded')}</th>
              {speaking.map((statement) => (
                <th key={statement.id} scope="col">
                  <Source statement={statement} known={known} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ record, field, recorded, given }) => (
              <tr key={`${record.id} ${field}`}>
                <th scope="row">
                  {fieldName(field, say)}
                  {record.kind === 'act' && (
                    <span className={styles.soft}>
                      {recordName(record, label, language)} · {record.reference}
                    </span>
                  )}
                </th>
                <td>
                  <FieldValue field={field} value={recorded} />
                </td>
                {speaking.map(({ id }) => (
                  <td key={id}>
                    {given.has(id) ? (
                      <>
                        <FieldValue field={field} value={given.get(id)} />
                        {same(given.get(id), recorded) && (
                          <span className={styles.soft}>{say('facts.contradictions.asRecorded')}</span>
                        )}
                      </>
                    ) : (
                      <span className={styles.soft}>—</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

/** By which code the source is known here, with its two grades, kept apart. */
function Source({ statement, known }: { statement: Statement; known: Surroundings }) {
  const { say } = useWords();
  const { reliability, credibility } = statement.body;
  const grades = [
    reliability && say('facts.grade.reliability', { grade: reliability }),
    credibility && say('facts.grade.credibility', { grade: credibility }),
  ].filter(Boolean);
  return (
    <>
      {sourceCodeOf(statement, known, say)}
      <span className={styles.soft}>{statement.reference}</span>
      <span className={styles.soft}>{grades.length > 0 ? grades.join(' · ') : say('statement.ungraded')}</span>
    </>
  );
}
