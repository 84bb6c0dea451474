import { useCallback, useMemo, useState } from 'react';
import { countUncovered } from './exposure.ts';
import type { ItemRow } from './shapes.ts';

/** Which pictures of a sheet were uncovered, and whether in colour. Forgotten with the page. */
export interface SheetState {
  isOpen(item: ItemRow): boolean;
  colour: boolean;
  setColour(colour: boolean): void;
  toggle(item: ItemRow): void;
  uncoverAll(items: readonly ItemRow[]): void;
  coverAll(): void;
  /** Whether anything was uncovered by hand. */
  anyOpen: boolean;
}

/** Whether a person looked at it and found nothing that needs covering. */
export const isHarmless = ({ graphic }: { graphic?: string }): boolean => graphic === 'not-graphic';

export function useSheet(): SheetState {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [colour, setColour] = useState(false);

  const toggle = useCallback(
    ({ id }: ItemRow) => {
      const next = new Set(open);
      if (!next.delete(id)) {
        next.add(id);
        countUncovered();
      }
      setOpen(next);
    },
    [open],
  );
  const uncoverAll = useCallback(
    (items: readonly ItemRow[]) => {
      const fresh = items.filter((item) => item.thumbnail && !isHarmless(item) && !open.has(item.id));
      if (fresh.length > 0) countUncovered(fresh.length);
      setOpen(new Set([...open, ...fresh.map(({ id }) => id)]));
    },
    [open],
  );
  return useMemo(
    () => ({
      isOpen: (item) => isHarmless(item) || open.has(item.id),
      colour,
      setColour,
      toggle,
      uncoverAll,
      coverAll: () => setOpen(new Set()),
      anyOpen: open.size > 0,
    }),
    [open, colour, toggle, uncoverAll],
  );
}
