import type { Incident } from '../api/shapes.ts';

/**
 * The rows of one page, newest change first as the server sent them. Records of one moment come in no order of their own,
 * as those of one import; among them the newest reference stands first.
 */
export function newestFirst(page: readonly Incident[]): Incident[] {
  return page.toSorted((a, b) => compare(b.at, a.at) || compare(b.reference, a.reference));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
