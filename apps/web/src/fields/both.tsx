import type { FieldProblem } from '../api/client.ts';
import { Line, Long } from '../edit/controls.tsx';
import { problemsAt } from '../edit/problems.ts';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';

export interface InBoth {
  en: string;
  uk: string;
}

export const NOTHING_SAID: InBoth = { en: '', uk: '' };

interface Props {
  label: string;
  value: InBoth;
  long?: boolean;
  path: string;
  problems: readonly FieldProblem[];
  onChange: (value: InBoth) => void;
}

/** The same words in both languages, side by side. */
export function Both({ label, value, long = false, path, problems, onChange }: Props) {
  const { say } = useWords();
  const Control = long ? Long : Line;
  return (
    <div className={styles.pair}>
      {(['en', 'uk'] as const).map((language) => (
        <Control
          key={language}
          label={say(`fields.in.${language}`, { label })}
          value={value[language]}
          problems={problemsAt(problems, `${path}/${language}`)}
          onChange={(text) => onChange({ ...value, [language]: text })}
        />
      ))}
    </div>
  );
}

/** What was written in both languages; undefined where neither says anything. */
export function said({ en, uk }: InBoth): InBoth | undefined {
  return en.trim() === '' && uk.trim() === '' ? undefined : { en: en.trim(), uk: uk.trim() };
}
