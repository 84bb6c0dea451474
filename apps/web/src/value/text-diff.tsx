import { wordDiff } from '../panel/word-diff.ts';
import { useWords } from '../words/words.ts';
import styles from './text-diff.module.css';

/** How one text became another, word by word, in one running text: what went struck out, what came marked. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const { say } = useWords();
  return (
    <span className={styles.text}>
      {wordDiff(before, after).map(({ kind, text }, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one difference never change places.
        if (kind === 'same') return <span key={index}>{text}</span>;
        const Mark = kind === 'gone' ? 'del' : 'ins';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one difference never change places.
          <Mark key={index} className={styles[kind]}>
            <span className="for-readers">{say(kind === 'gone' ? 'diff.gone' : 'diff.come')} </span>
            {text}
          </Mark>
        );
      })}
    </span>
  );
}
