import { isPerson, type TableMapping } from '@cairn/model';
import { useId } from 'react';
import { useWords } from '../words/words.ts';
import { ActWords } from './act-words.tsx';
import { assign, purposeOf, USES, type Use } from './assign.ts';
import styles from './page.module.css';
import { Persons } from './persons.tsx';
import type { Preview } from './shapes.ts';

interface Props {
  preview: Preview;
  mapping: TableMapping;
  unknown: Readonly<Record<string, readonly string[]>>;
  onChange: (mapping: TableMapping) => void;
}

/** Every column with what it holds and what it becomes. */
export function ColumnList({ preview, mapping, unknown, onChange }: Props) {
  const { say } = useWords();
  return (
    <ul className={styles.columns} aria-label={say('importing.columns')}>
      {preview.columns.map(({ name, samples }, at) => (
        <Column
          key={name}
          name={name}
          samples={samples}
          cells={preview.rows.map((row) => row[at] ?? '')}
          mapping={mapping}
          unknown={unknown[name] ?? []}
          onChange={onChange}
        />
      ))}
    </ul>
  );
}

interface ColumnProps extends Omit<Props, 'preview' | 'unknown'> {
  name: string;
  samples: readonly string[];
  cells: readonly string[];
  unknown: readonly string[];
}

function Column({ name, samples, cells, mapping, unknown, onChange }: ColumnProps) {
  const { say } = useWords();
  const id = useId();
  const use = purposeOf(mapping, name);
  const actors = mapping.actors?.find(({ column }) => column === name);
  return (
    <li data-used={use !== 'none'}>
      <label htmlFor={id} className={styles.columnName}>
        {name}
      </label>
      <p className={styles.samples}>{samples.length === 0 ? say('importing.empty') : samples.join(' · ')}</p>
      <select
        id={id}
        className={styles.select}
        value={use}
        onChange={(event) => onChange(assign(mapping, name, event.currentTarget.value as Use))}
      >
        {use === 'other' && <option value="other">{say('importing.use.other')}</option>}
        {USES.map((each) => (
          <option key={each} value={each}>
            {say(`importing.use.${each}`)}
          </option>
        ))}
      </select>
      {actors && (
        <Persons
          cells={cells}
          actors={actors}
          person={isPerson(actors.actorType)}
          onChange={(change) =>
            onChange({
              ...mapping,
              actors: (mapping.actors ?? []).map((each) => (each.column === name ? { ...each, ...change } : each)),
            })
          }
        />
      )}
      {use === 'act' && <ActWords name={name} cells={cells} unknown={unknown} mapping={mapping} onChange={onChange} />}
    </li>
  );
}
