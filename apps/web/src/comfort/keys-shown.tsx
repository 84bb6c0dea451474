import { keyWords } from './keys.ts';
import styles from './keys-shown.module.css';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a shortcut, each drawn as one. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keyWords(keys, APPLE).map((key, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice, and the order never changes.
        <kbd key={i} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
