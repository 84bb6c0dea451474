import { useRef } from 'react';
import { useWords } from '../words/words.ts';
import { Cell } from './cells.tsx';
import type { Column } from './kinds.ts';
import { RecordLink } from './record-link.tsx';
import { useRowName } from './row-name.tsx';
import type { Selection } from './selection.ts';
import type { OwnField, Row, Total } from './shapes.ts';
import styles from './table.module.css';
import { useRowWindow } from './window.ts';

/** Height of a row in pixels, as the style sheet draws it. */
const HEIGHT = { dense: 19, roomy: 30 };

export interface ShownColumn extends Column {
  /** In the reader's language. */
  title: string;
}

interface Props {
  rows: readonly Row[];
  total: Total | undefined;
  columns: readonly ShownColumn[];
  fields: ReadonlyMap<string, OwnField>;
  dense: boolean;
  /** Set while rows are being chosen. */
  selection: Selection | null;
}

/** For wide screens: one line for each record. Thousands may be there; those near the eye are drawn. */
export function LibraryTable({ rows, total, columns, fields, dense, selection }: Props) {
  const { say } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const height = dense ? HEIGHT.dense : HEIGHT.roomy;
  const { first, last } = useRowWindow(box, rows.length, height);
  return (
    <div
      ref={box}
      className={styles.box}
      style={{ paddingBlockStart: first * height, paddingBlockEnd: (rows.length - last) * height }}
    >
      <table className={styles.table} data-dense={dense} aria-rowcount={(total?.n ?? rows.length) + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {selection && <ChooseAll rows={rows} selection={selection} />}
            <th scope="col" className={styles.named}>
              {say('library.column.name')}
            </th>
            {columns.map(({ id, title, width }) => (
              <th key={id} scope="col" style={{ inlineSize: width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(first, last).map((row, i) => (
            <Line
              key={row.id}
              row={row}
              index={first + i + 2}
              columns={columns}
              fields={fields}
              selection={selection}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChooseAll({ rows, selection }: { rows: readonly Row[]; selection: Selection }) {
  const { say } = useWords();
  const all = rows.length > 0 && rows.every(({ id }) => selection.has(id));
  return (
    <th scope="col" className={styles.tick}>
      <label className={styles.ticker}>
        <input
          type="checkbox"
          checked={all}
          onChange={() => (all ? selection.clear() : selection.takeAll(false))}
          aria-label={say('library.select.shown')}
        />
      </label>
    </th>
  );
}

interface LineProps extends Pick<Props, 'columns' | 'fields' | 'selection'> {
  row: Row;
  index: number;
}

function Line({ row, index, columns, fields, selection }: LineProps) {
  const { say } = useWords();
  const nameOf = useRowName();
  const name = nameOf(row);
  const chosen = selection?.has(row.id);
  return (
    <tr className={styles.row} aria-rowindex={index} data-chosen={chosen}>
      {selection && (
        <td className={styles.tick}>
          <label className={styles.ticker}>
            <input
              type="checkbox"
              checked={chosen ?? false}
              aria-label={say('library.select.one', { reference: row.reference })}
              onChange={(event) => selection.toggle(row.id, (event.nativeEvent as MouseEvent).shiftKey)}
            />
          </label>
        </td>
      )}
      <th scope="row" className={styles.name} title={name}>
        <span className={styles.reference}>{row.reference}</span>
        <RecordLink row={row} className={styles.link}>
          {name}
        </RecordLink>
        {row.why && row.why !== 'same' && <span className={styles.why}>{say(`library.why.${row.why}`)}</span>}
      </th>
      {columns.map(({ id }) => (
        <td key={id}>
          <div className={styles.cell}>
            <Cell row={row} column={id} fields={fields} />
          </div>
        </td>
      ))}
    </tr>
  );
}
