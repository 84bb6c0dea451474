import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { related } from '../api/questions.ts';
import { Glyph } from '../look/glyph.tsx';
import { FieldValue } from '../value/field-value.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { ROWS, type Row, type Standing, standing, valueIn } from './differences.ts';
import { codeWords } from './reason-words.ts';
import type { Pair, Side } from './shapes.ts';
import styles from './side-by-side.module.css';

const SIGN = { equal: 'calm', differs: 'notice', oneOnly: 'notice' } as const;

/** Two records beside each other, row by row, with what differs marked. On a phone each row is its own small block. */
export function SideBySide({ pair: { a, b } }: { pair: Pair }) {
  const { say } = useWords();
  const rows = ROWS.filter((row) => standing(row, a, b) !== 'none');
  return (
    <table className={styles.table}>
      <caption className="for-readers">{say('duplicates.pair', { a: a.reference, b: b.reference })}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="for-readers">{say('duplicates.field')}</span>
          </th>
          {[a, b].map((side) => (
            <th key={side.id} scope="col">
              <RecordLink side={side} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row} data-standing={standing(row, a, b)}>
            <th scope="row">
              {say(`duplicates.row.${row}`)}
              <Mark standing={standing(row, a, b)} />
            </th>
            {[a, b].map((side) => (
              <td key={side.id} data-of={side.reference}>
                <Value row={row} side={side} />
              </td>
            ))}
          </tr>
        ))}
        {a.kind === 'incident' && (
          <tr>
            <th scope="row">{say('duplicates.row.sources')}</th>
            {[a, b].map((side) => (
              <td key={side.id} data-of={side.reference}>
                <Sources id={side.id} />
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

function RecordLink({ side: { id, kind, reference } }: { side: Side }) {
  if (kind === 'actor')
    return (
      <Link to="/actors/$id/relations" params={{ id }}>
        {reference}
      </Link>
    );
  return (
    <Link to="/incidents/$id" params={{ id }}>
      {reference}
    </Link>
  );
}

function Mark({ standing: how }: { standing: Standing }) {
  const { say } = useWords();
  if (how === 'none') return null;
  return (
    <span className={styles.mark}>
      <Glyph name={SIGN[how]} size={13} /> {say(`duplicates.${how}`)}
    </span>
  );
}

function Value({ row, side }: { row: Row; side: Side }) {
  const label = useVocabulary();
  const value = valueIn(row, side);
  if (value === undefined) return <span className={styles.none}>—</span>;
  if (row === 'acts') return <>{(value as string[]).map((each) => codeWords(each, label)).join(', ')}</>;
  if (row === 'names' && side.kind === 'incident') return <>{(value as string[]).join(', ')}</>;
  if (row === 'title') return <span className={styles.title}>{value as string}</span>;
  if (row === 'summary') return <span className={styles.summary}>{value as string}</span>;
  return <FieldValue field={row} value={value} />;
}

/** How much stands behind a record. */
function Sources({ id }: { id: string }) {
  const { say } = useWords();
  const { data } = useQuery(related(id));
  if (!data) return <span className={styles.none}>—</span>;
  const of = (kind: string) => data.filter((each) => each.kind === kind).length;
  return <>{say('duplicates.sources', { statements: of('statement'), items: of('item') })}</>;
}
