import type { Sign } from './marks.ts';
import styles from './sign.module.css';

/** The sign of a place as the map draws it, for legends and lists. */
export function SignOf({ sign }: { sign: Sign | 'cell' }) {
  return <span className={`${styles.sign} ${styles[sign]}`} aria-hidden="true" />;
}
