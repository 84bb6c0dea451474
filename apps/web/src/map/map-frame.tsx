import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { useWords } from '../words/words.ts';
import styles from './map.module.css';
import { motion, type OpenMap } from './open-map.ts';

interface Props {
  container: RefObject<HTMLDivElement | null>;
  open: OpenMap | null;
  failed: boolean;
  /** In pixels. */
  height?: number;
  children?: ReactNode;
}

/** The drawing with its buttons; words in its place where the browser draws no maps. */
export function MapFrame({ container, open, failed, height, children }: Props) {
  const { say } = useWords();
  const [broken, setBroken] = useState(false);
  useEffect(() => open?.onBrokenTiles(() => setBroken(true)), [open]);
  return (
    <div
      className={styles.frame}
      ref={(element) => {
        if (element && height) element.style.setProperty('--map-height', `${height}px`);
      }}
    >
      {failed ? (
        <p className={styles.without}>{say('map.cannotDraw')}</p>
      ) : (
        <>
          <div ref={container} className={styles.canvas} data-map="" />
          <div className={styles.controls}>
            <button
              type="button"
              aria-label={say('map.closer')}
              title={say('map.closer')}
              onClick={() => open && zoomBy(open, 1)}
            >
              +
            </button>
            <button
              type="button"
              aria-label={say('map.farther')}
              title={say('map.farther')}
              onClick={() => open && zoomBy(open, -1)}
            >
              −
            </button>
          </div>
          {broken && (
            <p role="status" className={styles.broken}>
              {say('map.brokenTiles')}
            </p>
          )}
          {children}
        </>
      )}
    </div>
  );
}

function zoomBy({ map }: OpenMap, steps: number): void {
  map.zoomTo(map.getZoom() + steps, { duration: motion() });
}
