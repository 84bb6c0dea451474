import { STONES } from '../look/mark.tsx';
import styles from './stone.module.css';

const HEAVY = 6;
const MIDDLING = 2;

interface Props {
  /** How many fields the revision changed: the more, the broader the stone. */
  weight: number;
  anchored: boolean;
}

/** One revision. Filled below the anchor's line; above it only an outline, for nobody outside holds it yet. */
export function Stone({ weight, anchored }: Props) {
  const which = weight > HEAVY ? 2 : weight > MIDDLING ? 1 : 0;
  const top = [2, 10, 19][which];
  return (
    <svg
      className={anchored ? styles.anchored : styles.loose}
      width="60"
      height="20"
      viewBox={`0 ${top} 32 10.3`}
      aria-hidden="true"
    >
      <path d={STONES[which]} />
    </svg>
  );
}
