/** One stroke: a key with what is held beside it. */
export interface Stroke {
  /** As `KeyboardEvent.key` names it, in small letters. */
  key: string;
  mod: boolean;
  shift: boolean;
}

/** The strokes that a text such as `Mod+K`, `Shift+A`, `?` or `g l` stands for. */
export function readKeys(keys: string): readonly Stroke[] {
  return keys.split(' ').map((part) => {
    const pieces = part.length > 1 ? part.split('+') : [part];
    const key = (pieces.at(-1) ?? '').toLowerCase();
    const held = pieces.slice(0, -1).map((piece) => piece.toLowerCase());
    return { key, mod: held.includes('mod'), shift: held.includes('shift') };
  });
}

interface Pressed {
  key: string;
  /** Where the key lies, whatever it writes: `KeyK`. */
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The letter that a key writes on a Latin keyboard: a Ukrainian layout has other letters on the same keys. */
const latinOf = ({ key, code }: Pressed): string =>
  /^\p{L}$/u.test(key) && !/^[a-z]$/i.test(key) && code?.startsWith('Key')
    ? code.slice(3).toLowerCase()
    : key.toLowerCase();

/** Whether this stroke was made. Signs that need Shift on some keyboards (`?`) are told by what they write. */
export function keyWasPressed(event: Pressed, { key, mod, shift }: Stroke): boolean {
  if (latinOf(event) !== key || event.altKey) return false;
  if (mod !== (event.ctrlKey || event.metaKey)) return false;
  return /^[a-z]$/.test(key) ? shift === event.shiftKey : !shift || event.shiftKey;
}

/** The strokes as people read them on their own keyboard: `Ctrl K`, `⌘ K`, `G L`. */
export function keyWords(keys: string, apple: boolean): readonly string[] {
  return readKeys(keys).flatMap(({ key, mod, shift }) => [
    ...(mod ? [apple ? '⌘' : 'Ctrl'] : []),
    ...(shift ? ['Shift'] : []),
    key === 'escape'
      ? 'Esc'
      : key === 'enter'
        ? 'Enter'
        : key === 'arrowdown'
          ? '↓'
          : key === 'arrowup'
            ? '↑'
            : key.toUpperCase(),
  ]);
}
