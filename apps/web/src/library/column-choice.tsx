import { useId } from 'react';
import { useWords } from '../words/words.ts';
import styles from './column-choice.module.css';
import type { ShownColumn } from './table.tsx';

interface Props {
  all: readonly ShownColumn[];
  chosen: readonly string[];
  onChoose: (columns: readonly string[]) => void;
  roomy: boolean;
  onRoomy: (roomy: boolean) => void;
}

/** Which columns stand in the table, in which order, and how much room a row has. */
export function ColumnChoice({ all, chosen, onChoose, roomy, onRoomy }: Props) {
  const { say } = useWords();
  const id = useId();
  const order = [...chosen, ...all.map((each) => each.id).filter((each) => !chosen.includes(each))];
  const columns = order.flatMap((name) => all.find((each) => each.id === name) ?? []);
  function move(name: string, by: number) {
    const at = chosen.indexOf(name);
    const next = chosen.toSpliced(at, 1);
    onChoose(next.toSpliced(Math.max(0, at + by), 0, name));
  }
  return (
    <>
      <button type="button" className={styles.button} popoverTarget={id}>
        {say('library.columns')}
      </button>
      <div id={id} popover="auto" className={styles.popover}>
        <h2 className={styles.title}>{say('library.columns')}</h2>
        <ul className={styles.list}>
          {columns.map(({ id: name, title }) => {
            const at = chosen.indexOf(name);
            return (
              <li key={name} className={styles.line}>
                <label className={styles.label}>
                  <input
                    type="checkbox"
                    checked={at >= 0}
                    onChange={() => onChoose(at >= 0 ? chosen.toSpliced(at, 1) : [...chosen, name])}
                  />
                  {title}
                </label>
                {at > 0 && (
                  <button
                    type="button"
                    className={styles.move}
                    aria-label={say('library.columns.earlier', { title })}
                    onClick={() => move(name, -1)}
                  >
                    ↑
                  </button>
                )}
              </li>
            );
          })}
        </ul>
        <label className={styles.label}>
          <input type="checkbox" checked={roomy} onChange={() => onRoomy(!roomy)} />
          {say('library.columns.roomy')}
        </label>
      </div>
    </>
  );
}
