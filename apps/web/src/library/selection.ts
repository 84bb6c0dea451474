import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  /** Everything that is found, also what has not been read yet. */
  everything: boolean;
  has: (id: string) => boolean;
  /** Takes one row in or out; `through` with all between it and the row that was touched last. */
  toggle: (id: string, through?: boolean) => void;
  takeAll: (everything: boolean) => void;
  clear: () => void;
}

/** The ids from one row to another, in the order of the list; one that is not there counts as the other. */
export function between(order: readonly string[], from: string | null, to: string): readonly string[] {
  const end = order.indexOf(to);
  const start = from === null ? end : order.indexOf(from);
  if (end < 0 || start < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** Which rows of a list are chosen. @param order the ids that are there, in order */
export function useSelection(order: readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  const toggle = useCallback(
    (id: string, through = false) => {
      setEverything(false);
      setIds((before) => {
        const next = new Set(everything ? order : before);
        const take = !next.has(id);
        for (const each of through ? between(order, last, id) : [id]) {
          if (take) next.add(each);
          else next.delete(each);
        }
        return next;
      });
      setLast(id);
    },
    [order, last, everything],
  );
  return useMemo(
    () => ({
      ids,
      everything,
      has: (id: string) => everything || ids.has(id),
      toggle,
      takeAll(all: boolean) {
        setEverything(all);
        setIds(new Set(order));
      },
      clear() {
        setEverything(false);
        setIds(new Set());
      },
    }),
    [ids, everything, toggle, order],
  );
}
