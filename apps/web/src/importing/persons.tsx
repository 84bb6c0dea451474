import { type ActorsFrom, codesOf } from '@cairn/model';
import { CodeChoice } from '../edit/controls.tsx';
import { useWords } from '../words/words.ts';
import { cut } from './assign.ts';
import styles from './page.module.css';

const SEPARATORS = [
  { text: ';', word: 'importing.separator.semicolon' },
  { text: ',', word: 'importing.separator.comma' },
  { text: '\n', word: 'importing.separator.line' },
  { text: '/', word: 'importing.separator.slash' },
] as const;

const SHOWN = 3;

interface Props {
  cells: readonly string[];
  actors: ActorsFrom;
  /** Whether such actors are natural persons. */
  person: boolean;
  onChange: (change: Partial<ActorsFrom>) => void;
}

/** Where a cell that names several is cut, with what comes out of the first cells. */
export function Persons({ cells, actors, person, onChange }: Props) {
  const { say } = useWords();
  const { separators = [], actorType, nobody = [] } = actors;
  const nobodies = new Set(nobody.map((each) => each.toLowerCase()));
  const names = (cell: string) => cut(cell, separators).filter((name) => !nobodies.has(name.toLowerCase()));
  const filled = cells.filter((cell) => names(cell).length > 0);
  const first = filled.toSorted((a, b) => names(b).length - names(a).length).slice(0, SHOWN);
  const toggle = (text: string, on: boolean) => {
    const next = on ? [...separators, text] : separators.filter((each) => each !== text);
    onChange({ separators: next.length === 0 ? ['\n'] : next });
  };
  return (
    <div className={styles.more}>
      <fieldset className={styles.cuts}>
        <legend>{say('importing.cutAt')}</legend>
        {SEPARATORS.map(({ text, word }) => (
          <label key={text}>
            <input
              type="checkbox"
              checked={separators.includes(text)}
              onChange={(event) => toggle(text, event.currentTarget.checked)}
            />
            {say(word)}
          </label>
        ))}
      </fieldset>
      <CodeChoice
        label={say('importing.actorType')}
        scheme="actor-type"
        codes={codesOf('actor-type')}
        value={actorType}
        onChange={(code) => onChange({ actorType: code })}
      />
      <p className={styles.soft}>{say(person ? 'importing.personsAbout' : 'importing.othersAbout')}</p>
      {first.length > 0 && (
        <ul className={styles.cells} aria-label={say('importing.cutPreview')}>
          {first.map((cell) => (
            <li key={cell}>
              {names(cell).map((name, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell may name the same twice, and its parts never move.
                <span key={at} className={styles.name}>
                  {name}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
