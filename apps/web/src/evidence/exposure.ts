import { useSyncExternalStore } from 'react';

/** Today and how many pictures were uncovered here, for one's own care. It never leaves this browser and names nothing. */
const KEY = 'cairn.uncovered';
const watchers = new Set<() => void>();

/** The day where the reader sits. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** How many were uncovered in this browser today. */
export function uncoveredToday(): number {
  const [day, count] = (localStorage.getItem(KEY) ?? '').split(' ');
  return day === today() ? Number(count) || 0 : 0;
}

export function countUncovered(pictures = 1): void {
  localStorage.setItem(KEY, `${today()} ${uncoveredToday() + pictures}`);
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useUncoveredToday = (): number => useSyncExternalStore(watch, uncoveredToday);
