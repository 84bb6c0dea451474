import { type Memory, originOf } from './keeping.ts';

/** Stands before the log's origin, which is random and names nobody. */
const PREFIX = 'cairn.log.';

/** What this browser keeps, as it lies in its storage. Storage belongs to one address, and one address shows one log. */
export interface Stored {
  readonly name: string;
  readonly text: string;
}

export function stored(): Stored | null {
  const name = Object.keys(localStorage)
    .sort()
    .find((each) => each.startsWith(PREFIX));
  return name === undefined ? null : { name, text: localStorage.getItem(name) ?? '' };
}

/** What this browser keeps, whatever the server says; null before it has seen the log. */
export function keptMemory(): Memory | null {
  const found = stored();
  return found && readMemory(found);
}

/** Reads what was kept. What cannot be read is returned as a checkpoint that no key signed: it counts as damaged. */
export function readMemory({ text }: Stored): Memory {
  const unreadable: Memory = { key: '', note: text };
  try {
    const kept = JSON.parse(text) as Partial<Memory> | null;
    return typeof kept?.key === 'string' && typeof kept.note === 'string' ? (kept as Memory) : unreadable;
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable;
    throw error;
  }
}

/**
 * Keeps a memory where nothing else was kept since `before` was read. Returns whether it did: another tab may have been
 * faster, and a page that was left by quick exit, which wipes all of this, must not bring it back.
 */
export function remember(memory: Memory, before: Stored | null): boolean {
  if (document.getElementById('cairn') === null) return true;
  if (stored()?.text !== before?.text) return false;
  localStorage.setItem(before?.name ?? PREFIX + originOf(memory.note), JSON.stringify(memory));
  return true;
}
