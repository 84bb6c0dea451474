import { useRef } from 'react';
import { useWords } from '../words/words.ts';
import styles from './cards.module.css';
import { Cell, isBare } from './cells.tsx';
import { RecordLink } from './record-link.tsx';
import { useRowName } from './row-name.tsx';
import type { Selection } from './selection.ts';
import type { OwnField, Row } from './shapes.ts';
import type { ShownColumn } from './table.tsx';
import { useRowWindow } from './window.ts';

interface Props {
  rows: readonly Row[];
  columns: readonly ShownColumn[];
  fields: ReadonlyMap<string, OwnField>;
  selection: Selection | null;
}

/** Lines below a card's name; more would leave no room for the next card. */
const LINES = 4;
const LINE = 22;

/** For phones: the same records, each a short stack of lines of one height. */
export function LibraryCards({ rows, columns, fields, selection }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const lines = columns.filter(({ id }) => rows.some((row) => !isBare(row, id))).slice(0, LINES);
  // What an actor is takes a few words: its columns share one line.
  const dense = rows[0]?.kind === 'actor';
  const height = 62 + (dense ? Math.min(1, lines.length) : lines.length) * LINE;
  const { first, last } = useRowWindow(list, rows.length, height);
  return (
    <div ref={list} style={{ paddingBlockStart: first * height, paddingBlockEnd: (rows.length - last) * height }}>
      <ul className={styles.cards}>
        {rows.slice(first, last).map((row) => (
          <li key={row.id} className={styles.card} style={{ blockSize: height }} data-chosen={selection?.has(row.id)}>
            <Card row={row} columns={lines} fields={fields} selection={selection} dense={dense} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Card({ row, columns, fields, selection, dense }: Omit<Props, 'rows'> & { row: Row; dense: boolean }) {
  const { say } = useWords();
  const nameOf = useRowName();
  return (
    <>
      <p className={styles.head}>
        <span>{row.reference}</span>
        {selection && (
          <label className={styles.ticker}>
            <input
              type="checkbox"
              checked={selection.has(row.id)}
              aria-label={say('library.select.one', { reference: row.reference })}
              onChange={() => selection.toggle(row.id)}
            />
          </label>
        )}
      </p>
      <p className={styles.name}>
        <RecordLink row={row} className={styles.title}>
          {nameOf(row)}
        </RecordLink>
      </p>
      {dense ? (
        <p className={styles.line}>
          {columns
            .filter(({ id }) => !isBare(row, id))
            .map(({ id }) => (
              <span key={id} className={styles.bit}>
                <Cell row={row} column={id} fields={fields} />
              </span>
            ))}
        </p>
      ) : (
        columns.map(({ id }) => (
          <div key={id} className={styles.line}>
            <Cell row={row} column={id} fields={fields} />
          </div>
        ))
      )}
    </>
  );
}
