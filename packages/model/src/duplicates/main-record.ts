import { type MergeLink, mergedGroups } from '../merging.ts';

/**
 * Which record of each merged group speaks for it, by record, for those that do not speak for themselves. A `same-as` link
 * leads from the duplicate to the main record. Where decisions disagree (two mains, or a ring), the smallest id among the
 * candidates is taken, so that everybody counts the same.
 */
export function mainRecords(links: readonly MergeLink[]): Map<string, string> {
  const standing = links.filter(({ type, withdrawn }) => type === 'same-as' && withdrawn === undefined);
  const duplicates = new Set(standing.map(({ from }) => from));
  const mains = new Map<string, string>();
  for (const group of mergedGroups(standing)) {
    const main = group.find((id) => !duplicates.has(id)) ?? (group[0] as string);
    for (const id of group) if (id !== main) mains.set(id, main);
  }
  return mains;
}

/**
 * Whether one record speaks for another by decisions that stand, directly or by way of others. Whoever decided the other way round
 * as well would close a ring, in which every record is a duplicate and none speaks for all.
 *
 * @param links standing `same-as` links, each from the duplicate to the main record
 */
export function speaksFor(main: string, of: string, links: readonly Pick<MergeLink, 'from' | 'to'>[]): boolean {
  const looked = new Set<string>();
  const ahead = [of];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (looked.has(id)) continue;
    looked.add(id);
    for (const { from, to } of links) {
      if (from === id && to === main) return true;
      if (from === id) ahead.push(to);
    }
  }
  return false;
}
