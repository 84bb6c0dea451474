import { same } from './same.ts';

export type Body = Readonly<Record<string, unknown>>;

/** A field that both sides changed, and not to the same. */
export interface Clash {
  field: string;
  before: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface Merged {
  /** The fields that I want to stand on top of theirs: what I alone changed. Undefined takes a field away. */
  mine: Record<string, unknown>;
  /** The fields that they alone changed; they stand as they are. */
  theirs: string[];
  clashes: Clash[];
}

/**
 * Merges two changes of one record field by field. What one side changed stands; what both changed to the same stands;
 * the rest is for a person to decide.
 *
 * @param before the body that both began from
 * @param fields those that the form holds: no other can be mine
 */
export function mergeChanges(before: Body, mine: Body, theirs: Body, fields: readonly string[]): Merged {
  const merged: Merged = { mine: {}, theirs: [], clashes: [] };
  for (const field of fields) {
    const byMe = !same(before[field], mine[field]);
    const byThem = !same(before[field], theirs[field]);
    if (byThem && !byMe) merged.theirs.push(field);
    if (!byMe || same(mine[field], theirs[field])) continue;
    if (byThem) merged.clashes.push({ field, before: before[field], mine: mine[field], theirs: theirs[field] });
    else merged.mine[field] = mine[field];
  }
  return merged;
}

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON merge patch (RFC 7396) that makes `after` of `before`: null for what is gone, nothing for what is the same. */
export function patchBetween(before: Body, after: Body): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (same(was, is)) continue;
    if (is === undefined || is === null) patch[key] = null;
    else patch[key] = isObject(was) && isObject(is) ? patchBetween(was, is) : is;
  }
  return patch;
}
