import { codesOf, type TableMapping } from '@cairn/model';
import { CodeChoice } from '../edit/controls.tsx';
import { useWords } from '../words/words.ts';
import { withMeaning } from './assign.ts';
import styles from './page.module.css';

const MOST = 60;

interface Props {
  name: string;
  cells: readonly string[];
  /** Met by a dry run further down. */
  unknown: readonly string[];
  mapping: TableMapping;
  onChange: (mapping: TableMapping) => void;
}

/** What each word of a column means: one type of act for each. */
export function ActWords({ name, cells, unknown, mapping, onChange }: Props) {
  const { say } = useWords();
  const act = mapping.acts?.find(({ type }) => 'column' in type && type.column === name);
  const values = act !== undefined && 'column' in act.type ? (act.type.values ?? {}) : {};
  const met = [...Object.keys(values), ...unknown, ...cells].map((each) => each.trim()).filter((each) => each !== '');
  const words = [...new Map(met.map((word) => [word.toLowerCase(), word])).values()].slice(0, MOST);
  return (
    <div className={styles.more}>
      <p className={styles.soft}>{say('importing.wordsAbout')}</p>
      <div className={styles.fields}>
        {words.map((word) => (
          <CodeChoice
            key={word}
            label={word}
            scheme="act-type"
            codes={codesOf('act-type')}
            none={say('importing.noMeaning')}
            value={Object.entries(values).find(([each]) => each.toLowerCase() === word.toLowerCase())?.[1] ?? ''}
            onChange={(code) => onChange(withMeaning(mapping, name, word, code))}
          />
        ))}
      </div>
    </div>
  );
}
