import { useSyncExternalStore } from 'react';
import type { SessionAnswer } from '../api/shapes.ts';

/** The steps of the first hour, in the order of a day. */
export const STEPS = [
  'triage',
  'incident',
  'who',
  'grade',
  'place',
  'review',
  'duplicate',
  'export',
  'figures',
] as const;
export type HourStep = (typeof STEPS)[number];

/** What this browser remembers of one account's first hour: names of steps, nothing of any record. Quick exit wipes it. */
export interface HourMemory {
  readonly done: readonly HourStep[];
  /** `away`: somebody put it away; `asked`: somebody asked for it where it does not come by itself. */
  readonly wish: 'away' | 'asked' | null;
  readonly folded: boolean;
}

const PREFIX = 'cairn.hour.';
const NOTHING: HourMemory = { done: [], wish: null, folded: true };
const watchers = new Set<() => void>();
let last: { text: string | null; memory: HourMemory } = { text: null, memory: NOTHING };

function read(account: string): HourMemory {
  const text = localStorage.getItem(PREFIX + account);
  if (text !== last.text) last = { text, memory: text === null ? NOTHING : readMemory(text) };
  return last.memory;
}

/** What was kept, as far as it can be read. */
export function readMemory(text: string): HourMemory {
  const [wish = '', folded = '', ...done] = text.split(' ');
  return {
    done: STEPS.filter((step) => done.includes(step)),
    wish: wish === 'away' || wish === 'asked' ? wish : null,
    folded: folded !== 'open',
  };
}

export function remember(account: string, part: Partial<HourMemory>): void {
  // A page that was left by quick exit, which wipes this, must not bring it back.
  if (document.getElementById('cairn') === null) return;
  const { done, wish, folded } = { ...read(account), ...part };
  localStorage.setItem(PREFIX + account, [wish ?? 'none', folded ? 'folded' : 'open', ...done].join(' '));
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useHour = (account: string): HourMemory => useSyncExternalStore(watch, () => read(account));

/** Code of the demonstration's compartment. */
const DEMO = 'VES';

/** It comes by itself with the demonstration, elsewhere when it is asked for, and goes when it is put away. */
export function hourIsWished({ compartments }: SessionAnswer, { wish }: HourMemory): boolean {
  return wish === 'asked' || (wish !== 'away' && compartments.some(({ code }) => code === DEMO));
}
