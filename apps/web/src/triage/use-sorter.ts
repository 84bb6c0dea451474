import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { Refused } from '../api/client.ts';
import { decideOn, giveBack, takeInHand } from './questions.ts';
import type { Standing } from './shapes.ts';
import { type SheetState, Sorter } from './sorter.ts';

/** Silence, a server that starts, one that is full: the same again may do. */
const isPassing = (error: unknown): boolean => error instanceof Refused && (error.status === 0 || error.status >= 500);

/** The sheet of a batch for as long as it is looked at; what was in hand goes back when it is left. */
export function useSorter(batch: string, standing: Standing): { sorter: Sorter; state: SheetState } {
  const sorter = useMemo(
    () =>
      new Sorter(
        {
          take: (n, which) => takeInHand(batch, n, which),
          decide: (decisions) => decideOn(batch, decisions),
          isPassing,
          later(call, milliseconds) {
            const timer = setTimeout(call, milliseconds);
            return () => clearTimeout(timer);
          },
        },
        standing,
      ),
    [batch, standing],
  );
  useEffect(() => {
    sorter.start();
    const stay = (event: BeforeUnloadEvent) => {
      if (sorter.state().unsent > 0 && document.getElementById('cairn') !== null) event.preventDefault();
    };
    addEventListener('beforeunload', stay);
    return () => {
      removeEventListener('beforeunload', stay);
      sorter.stop();
      void giveBack(batch).catch(() => undefined);
    };
  }, [sorter, batch]);
  return { sorter, state: useSyncExternalStore(sorter.watch, sorter.state) };
}
