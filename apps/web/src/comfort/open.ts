import { useSyncExternalStore } from 'react';

/** What lies over the page: the commands, or the sheet of keys. */
export type Opened = 'palette' | 'keys' | null;

let opened: Opened = null;
const watchers = new Set<() => void>();

/** Opens one of them, from wherever a key or a button asks for it; null closes. */
export function openComfort(next: Opened): void {
  opened = next;
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useOpened = (): Opened => useSyncExternalStore(watch, () => opened);
