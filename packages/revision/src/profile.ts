import { RevisionError } from './error.ts';

/** The `typ` of a revision token's header. */
export const REVISION_TYPE = 'cairn-revision+sd-jwt';

/** Digests in a token come in multiples of this many: how many fields a revision has does not show. */
export const DIGEST_BLOCK = 32;

/** Deepest nesting of a claim's value. */
const MAX_VALUE_DEPTH = 64;

/** Whether SD-JWT gives this member name a meaning of its own (RFC 9901 §4.1, §4.2.4), so that no data may use it. */
export function reservedName(name: string): boolean {
  return name === '_sd' || name === '...' || name === '_sd_alg';
}

/**
 * Checks that a value can be a claim of a revision: plain JSON data (what is signed is exactly what is read back), no
 * reserved name at any depth, no character that the database cannot store (`escapeUnstorable` first), nested at most 64
 * levels deep.
 *
 * @param value what a claim would hold
 * @param where what the error's `where` begins with; the JSON pointer into the value follows
 * @throws RevisionError at the first offending value
 */
export function assertProfile(value: unknown, where = ''): void {
  const problem = findProblem(value, MAX_VALUE_DEPTH);
  if (problem) throw new RevisionError(problem.message, where + problem.pointer);
}

/** Checks one claim's name and value. @throws RevisionError */
export function assertClaim(name: string, value: unknown, where = ''): void {
  const problem = nameProblem(name) ?? findProblem(value, MAX_VALUE_DEPTH);
  if (problem) throw new RevisionError(problem.message, `${where}/${pointerToken(name)}${problem.pointer}`);
}

/** Whether PostgreSQL's text and jsonb can hold the text: no U+0000, no half of a surrogate pair. */
export function storable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** A member name as one reference token of a JSON pointer (RFC 6901 §3). */
export function pointerToken(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

// Issuing and verifying check every value of every revision: pointers are put together only once something is wrong.
interface Problem {
  message: string;
  pointer: string;
}

function problem(message: string): Problem {
  return { message, pointer: '' };
}

function below(token: string | number, inner: Problem): Problem {
  return { message: inner.message, pointer: `/${pointerToken(String(token))}${inner.pointer}` };
}

function findProblem(value: unknown, depth: number): Problem | null {
  switch (typeof value) {
    case 'string':
      return storable(value) ? null : problem('a character that cannot be stored and was not escaped');
    case 'boolean':
      return null;
    case 'number':
      return Number.isFinite(value) ? null : problem('not a finite number');
    case 'object':
      if (value === null) return null;
      if (depth === 0) return problem(`nested deeper than ${MAX_VALUE_DEPTH} levels`);
      return Array.isArray(value) ? itemProblem(value, depth - 1) : memberProblem(value, depth - 1);
    default:
      return problem(`${typeof value} is not JSON data`);
  }
}

function itemProblem(items: readonly unknown[], depth: number): Problem | null {
  for (let i = 0; i < items.length; i++) {
    const found = findProblem(items[i], depth);
    if (found) return below(i, found);
  }
  return null;
}

function memberProblem(object: object, depth: number): Problem | null {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return problem('not a plain object');
  for (const name of Object.keys(object)) {
    const found = nameProblem(name) ?? findProblem((object as Record<string, unknown>)[name], depth);
    if (found) return below(name, found);
  }
  return null;
}

function nameProblem(name: string): Problem | null {
  if (reservedName(name)) return problem(`the name ${JSON.stringify(name)} is reserved by SD-JWT`);
  return storable(name) ? null : problem('a name with a character that cannot be stored and was not escaped');
}
