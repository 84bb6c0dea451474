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
