import type { Cursor } from './types.ts';
import { Invalid } from './types.ts';

const MAX_LENGTH = 1024;

/** A cursor as opaque text: base64url of its JSON. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url');
}

/**
 * Reads what `encodeCursor` wrote. The reader that gets the values still checks that they are those of its sort key.
 *
 * @throws Invalid when the text is anything else.
 */
export function decodeCursor(text: string): Cursor {
  if (text.length <= MAX_LENGTH && /^[A-Za-z0-9_-]+$/.test(text)) {
    const values = parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length <= 8 && values.every(isKey)) return values;
  }
  throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor that this server gave out' }]);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
