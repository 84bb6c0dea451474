import { type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows that are drawn beyond both ends of what is in sight, so that Tab and a quick wheel find them there. */
const BEYOND = 40;
/** The window moves in steps: a row's worth of wheel draws nothing anew. */
const STEP = 20;

export interface RowWindow {
  /** The rows from `first` up to `last`, itself not in it. */
  first: number;
  last: number;
}

/** Which of `count` rows of `height` pixels are drawn when `above` pixels of the list have been scrolled past. */
export function rowsInSight(above: number, room: number, height: number, count: number): RowWindow {
  const down = (n: number) => Math.floor(n / STEP) * STEP;
  const first = Math.max(0, Math.min(down(above / height) - BEYOND, count));
  const last = Math.min(count, down((above + room) / height) + STEP + BEYOND);
  return { first, last: Math.max(last, first) };
}

/** Follows the sheet that scrolls: thousands of rows are there, and only those near the eye are drawn. */
export function useRowWindow(list: RefObject<HTMLElement | null>, count: number, height: number): RowWindow {
  const [shown, setShown] = useState<RowWindow>({ first: 0, last: Math.min(count, 2 * BEYOND) });
  useLayoutEffect(() => {
    const sheet = document.getElementById('main');
    if (!sheet) return;
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const next = rowsInSight(sheet.getBoundingClientRect().top - top, sheet.clientHeight, height, count);
      setShown((before) => (before.first === next.first && before.last === next.last ? before : next));
    };
    // Paper shows all that has been read, at once: nobody scrolls on it.
    const drawAll = () => flushSync(() => setShown({ first: 0, last: count }));
    look();
    addEventListener('beforeprint', drawAll);
    addEventListener('afterprint', look);
    sheet.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(sheet);
    return () => {
      removeEventListener('beforeprint', drawAll);
      removeEventListener('afterprint', look);
      sheet.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, [list, count, height]);
  return shown;
}
