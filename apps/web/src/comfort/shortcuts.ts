import { useEffect, useId, useSyncExternalStore } from 'react';
import { keyWasPressed, readKeys } from './keys.ts';

/** Something that a page can do, by key, from the command palette, or both. */
export interface Shortcut {
  /**
   * `j`, `Shift+A`, `?`, `g l` (one after the other) or `Mod+K` (Ctrl, on a Mac Cmd). Absent: it stands in the palette
   * alone. All rest while a dialog is open; those without
   * Ctrl or Cmd also while somebody types, and where they are switched off.
   */
  keys?: string;
  /** What it does, in words of the reader's language, as the help sheet and the palette say it: a verb. */
  does: string;
  run: () => void;
  /** It works on every page: the frame's own. */
  everywhere?: true;
}

const registered = new Map<string, readonly Shortcut[]>();
const watchers = new Set<() => void>();
let all: readonly Shortcut[] = [];

function tell(): void {
  // What was registered last stands first: the page before the frame.
  all = [...registered.values()].reverse().flat();
  for (const watcher of watchers) watcher();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/**
 * Gives the page these keys and actions for as long as the caller is shown. They stand in the help sheet (`?`) and in
 * the command palette (Ctrl+K) by themselves. `run` may change from one rendering to the next.
 *
 * @example useShortcuts([{ keys: '1', does: say('triage.attach'), run: attach }]);
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const id = useId();
  useEffect(() => {
    const isSame = (was: readonly Shortcut[] | undefined) =>
      was?.length === shortcuts.length &&
      was.every(({ keys, does }, i) => keys === shortcuts[i]?.keys && does === shortcuts[i]?.does);
    const said = isSame(registered.get(id));
    registered.set(id, shortcuts);
    // Functions alone changed: whoever shows the list need not draw it anew.
    if (said) all = [...registered.values()].reverse().flat();
    else tell();
  });
  useEffect(
    () => () => {
      registered.delete(id);
      tell();
    },
    [id],
  );
}

/** What can be done here and now, the page's own first. */
export const useRegistered = (): readonly Shortcut[] => useSyncExternalStore(watch, () => all);

const KEY = 'cairn.keys';

/** Whether keys of a single sign work in this browser (WCAG 2.2, 2.1.4 Character Key Shortcuts). */
export const singleKeysWork = (): boolean => localStorage.getItem(KEY) !== 'off';

export function letSingleKeysWork(work: boolean): void {
  if (work) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, 'off');
  tell();
}

export const useSingleKeys = (): boolean => useSyncExternalStore(watch, singleKeysWork);

/** Fields in which a key writes; a tick box takes the space bar alone. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  if (target.getAttribute('role') === 'combobox' || target.getAttribute('role') === 'listbox') return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/** Milliseconds within which the second stroke of two must follow. */
const BETWEEN = 1_200;

/** What a stroke means after another one, or alone: `g t` goes before a page's own `t`. */
function find(event: KeyboardEvent, first: string | null): Shortcut | undefined {
  const meant = (strokes: number) =>
    all.find(({ keys }) => {
      const read = keys ? readKeys(keys) : [];
      const last = read.at(-1);
      if (!last || read.length !== strokes || (strokes === 2 && read[0]?.key !== first)) return false;
      return keyWasPressed(event, last);
    });
  return (first === null ? undefined : meant(2)) ?? meant(1);
}

/** Listens for all that is registered. Returns what stops listening. */
export function listenForShortcuts(): () => void {
  let before: { key: string; at: number } | null = null;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const first = before && event.timeStamp - before.at < BETWEEN ? before.key : null;
    before = null;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (document.querySelector('dialog[open]') || (plain && (isTyping(event.target) || !singleKeysWork()))) return;
    const meant = find(event, first);
    if (meant) {
      event.preventDefault();
      meant.run();
      return;
    }
    if (plain) before = { key: event.key.toLowerCase(), at: event.timeStamp };
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
