import { RevisionError } from './error.ts';

/** The `typ` of a revision token's header. */
export const REVISION_TYPE = 'cairn-revision+sd-jwt';

/** Digests in a token come in multiples of this many: how many fields a revision has does not show. */
export const DIGEST_BLOCK = 32;

/** Deepest nesting of a claim's value. */
const MAX_VALUE_DEPTH = 64;

/** Whether SD-JWT gives this member name a meaning of its own (RFC 9901 §4.1, §4.2.4.2), so that no data may use it. */
export function reservedName(name: string): boolean {
  return name === '_sd' || name === '...' || name === '_sd_alg';
}

/**
 * Checks that a value can be a claim of a revision: plain JSON data (what is signed is exactly what is read back), no
 * reserved name at any depth, no character that the database cannot store (`escapeUnstorable` first), nested at most 64
 * levels deep.
 *
 * @param value what a claim would hold
 * @param where JSON pointer of the value, the beginning of the error's `where`
 * @throws RevisionError naming the JSON pointer of the first offending value
 */
export function assertProfile(value: unknown, where = ''): void {
  check(value, where, MAX_VALUE_DEPTH);
}

function check(value: unknown, where: string, depth: number): void {
  switch (typeof value) {
    case 'string':
      if (!storable(value)) throw new RevisionError('a character that cannot be stored and was not escaped', where);
      return;
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new RevisionError('not a finite number', where);
      return;
    case 'object':
      if (value === null) return;
      if (depth === 0) throw new RevisionError(`nested deeper than ${MAX_VALUE_DEPTH} levels`, where);
      if (Array.isArray(value)) for (let i = 0; i < value.length; i++) check(value[i], `${where}/${i}`, depth - 1);
      else checkMembers(value, where, depth);
      return;
    default:
      throw new RevisionError(`${typeof value} is not JSON data`, where);
  }
}

function checkMembers(value: object, where: string, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new RevisionError('not a plain object', where);
  for (const [name, inner] of Object.entries(value)) {
    const here = `${where}/${pointerToken(name)}`;
    checkName(name, here);
    check(inner, here, depth - 1);
  }
}

/** Refuses a claim or member name that is reserved or cannot be stored. */
export function checkName(name: string, where: string): void {
  if (reservedName(name)) throw new RevisionError(`the name ${JSON.stringify(name)} is reserved by SD-JWT`, where);
  if (!storable(name)) throw new RevisionError('a name with a character that cannot be stored', where);
}

/** Whether PostgreSQL's text and jsonb can hold the text: no U+0000, no half of a surrogate pair. */
export function storable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** A member name as one reference token of a JSON pointer (RFC 6901 §3). */
export function pointerToken(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}
