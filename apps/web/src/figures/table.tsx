import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { placeWords } from './place-words.ts';
import type { FigureRow, Figures, Persons } from './shapes.ts';
import styles from './table.module.css';

interface Props {
  figures: Figures;
  rows: readonly FigureRow[];
  nameOf: (key: string | null) => string;
}

/** The figures in words: one row for each bar of the plot, and the whole, which is counted and not summed. */
export function FigureTable({ figures, rows, nameOf }: Props) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { unit, by, total } = figures;
  const outcomes = (total.persons ?? []).map(({ outcome }) => outcome);
  const figure = (n: number | undefined) => (n ?? 0).toLocaleString(language);
  const cells = ({ n, persons }: Omit<FigureRow, 'key'>) =>
    persons === undefined ? (
      <td>{figure(n)}</td>
    ) : (
      outcomes.map((outcome) => (
        <td key={outcome}>
          <PersonsWords persons={persons.find((each) => each.outcome === outcome)} />
        </td>
      ))
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className={styles.wrap} tabIndex={0} aria-label={say('figures.table')}>
      <table className={styles.table} data-by={by === 'month' || by === 'year' ? by : undefined}>
        <caption>{say(`figures.counts.${unit}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{byWords(by, say, label)}</th>
            {unit === 'persons' ? (
              outcomes.map((outcome) => (
                <th key={outcome} scope="col">
                  {label('outcome', outcome)}
                </th>
              ))
            ) : (
              <th scope="col">{say(`figures.unit.${unit}`)}</th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key ?? ' '}>
              <th scope="row">
                {nameOf(row.key)}
                {row.names && <AlsoCalled row={row} />}
              </th>
              {cells(row)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('figures.total')}</th>
            {cells(total)}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function AlsoCalled({ row }: { row: FigureRow }) {
  const { language } = useWords();
  const { also } = placeWords(row, language);
  return also === undefined ? null : <span className={styles.also}> {also}</span>;
}

/** "12–19, likely 15": a sum of ranges is a range. */
function PersonsWords({ persons }: { persons: Persons | undefined }) {
  const { say, language } = useWords();
  if (persons === undefined) return <>–</>;
  const { low, best, high, openAbove, withoutBest } = persons;
  const figure = (n: number) => n.toLocaleString(language);
  const range =
    openAbove > 0
      ? say('figures.atLeast', { n: figure(low) })
      : low === high
        ? figure(low)
        : `${figure(low)}–${figure(high)}`;
  return (
    <>
      <span className={styles.range}>{range}</span>
      {low !== high && withoutBest === 0 && (
        <span className={styles.likely}> {say('figures.likely', { n: figure(best) })}</span>
      )}
    </>
  );
}

/** What the rows are set apart by, in words. */
export function byWords(
  by: string,
  say: ReturnType<typeof useWords>['say'],
  label: ReturnType<typeof useVocabulary>,
): string {
  switch (by) {
    case 'month':
    case 'year':
    case 'place':
    case 'incident-status':
    case 'act-type':
    case 'method':
    case 'object':
    case 'attack-context':
    case 'outcome':
    case 'tag':
      return say(`figures.by.${by}`);
    default:
      return label('field', by);
  }
}
