import { FLAG_WORDS } from '../incident/flag-words.ts';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';
import type { ImportFlag, ImportReport } from './shapes.ts';

const FIGURES = ['read', 'created', 'updated', 'unchanged', 'rejected', 'flagged'] as const;
const SHOWN = 6;

/** The account of an import: how many rows became what, and what was wrong, by column. */
export function Report({ report, dryRun }: { report: ImportReport; dryRun: boolean }) {
  const { say } = useWords();
  return (
    <div className={styles.report}>
      <h3>{say(dryRun ? 'importing.reportDry' : 'importing.report')}</h3>
      <dl className={styles.figures}>
        {FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{say(`importing.figure.${figure}`)}</dt>
            <dd>{report[figure]}</dd>
          </div>
        ))}
      </dl>
      {report.flags.length === 0 ? <p>{say('importing.noFlags')}</p> : <Flags flags={report.flags} />}
      {(report.flagsLeft ?? 0) > 0 && (
        <p className={styles.soft}>{say('importing.flagsLeft', { n: report.flagsLeft })}</p>
      )}
    </div>
  );
}

function Flags({ flags }: { flags: readonly ImportFlag[] }) {
  const { say } = useWords();
  const groups = Map.groupBy(flags, ({ column, problem }) => `${column}\n${problem.split(':')[0]}`);
  return (
    <>
      <p className={styles.soft}>{say('importing.flagsAbout')}</p>
      <ul className={styles.flags}>
        {[...groups].map(([key, group]) => {
          const [column = '', code = ''] = key.split('\n');
          const word = FLAG_WORDS[code];
          const values = [...new Set(group.map(({ value }) => value.trim()).filter(Boolean))];
          return (
            <li key={key}>
              <strong>{column === '' ? say('importing.wholeRow') : column}</strong>
              <span>{word ? say(word) : group[0]?.problem}</span>
              <span className={styles.soft}>
                {say('importing.inRows', { n: group.length, rows: rowsIn(group) })}
                {values.length > 0 && ` · ${values.slice(0, SHOWN).join(' · ').slice(0, 200)}`}
                {values.length > SHOWN && ' …'}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function rowsIn(group: readonly ImportFlag[]): string {
  const rows = [...new Set(group.map(({ row }) => row))];
  return `${rows.slice(0, SHOWN).join(', ')}${rows.length > SHOWN ? ' …' : ''}`;
}
