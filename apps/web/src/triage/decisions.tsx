import { useWords, type WordId } from '../words/words.ts';
import type { Suggestion } from './shapes.ts';
import styles from './sheet.module.css';

interface Props {
  onAttach: () => void;
  onNew: () => void;
  onIrrelevant: () => void;
  onLater: () => void;
  onUndo: (() => void) | null;
  onLarge: () => void;
  /** What Enter takes again after 1. */
  last: Suggestion | null;
  /** The entry at hand is an incident that an import brought. */
  imported: boolean;
}

/** The four decisions with their keys; on a phone they are pressed. */
export function Decisions({ onAttach, onNew, onIrrelevant, onLater, onUndo, onLarge, last, imported }: Props) {
  const { say } = useWords();
  const four: readonly [string, WordId, () => void][] = [
    ['1', imported ? 'triage.key.same' : 'triage.key.attach', onAttach],
    ['2', imported ? 'triage.key.keep' : 'triage.key.new', onNew],
    ['3', 'triage.key.irrelevant', onIrrelevant],
    ['4', 'triage.key.later', onLater],
  ];
  return (
    <div className={styles.decisions} role="toolbar" aria-label={say('triage.decisions')}>
      {four.map(([key, word, run]) => (
        <button key={key} type="button" className={styles.choice} aria-keyshortcuts={key} onClick={run}>
          <kbd>{key}</kbd> {say(word)}
        </button>
      ))}
      <div className={styles.beside}>
        <button type="button" className={styles.tool} onClick={onLarge}>
          <kbd>{say('triage.space')}</kbd> {say('triage.large')}
        </button>
        <button
          type="button"
          className={styles.tool}
          disabled={onUndo === null}
          aria-keyshortcuts="u"
          onClick={() => onUndo?.()}
        >
          <kbd>U</kbd> {say('triage.key.undo')}
        </button>
        {last && <span className={styles.last}>{say('triage.last', { name: `${last.reference} ${last.title}` })}</span>}
      </div>
    </div>
  );
}
