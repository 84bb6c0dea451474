import type { Flag } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './flag-mark.module.css';

/** How many things in the source's row do not hold together. */
export function FlagMark({ flags }: { flags: readonly Flag[] | undefined }) {
  const { say } = useWords();
  if (!flags?.length) return null;
  return (
    <span className={styles.mark} title={say('flags.count', { n: flags.length })}>
      <Glyph name="flag" size={14} />
      <span aria-hidden="true">{flags.length}</span>
      <span className="for-readers">{say('flags.count', { n: flags.length })}</span>
    </span>
  );
}
