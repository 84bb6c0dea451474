/** A decision that two records mean the same, as far as grouping needs it. */
export interface MergeLink {
  type: string;
  from: string;
  to: string;
  withdrawn?: unknown;
}

/**
 * Which records mean the same, by the `same-as` links that stand: one sorted list per group of two or more. Nothing is
 * stored by merging but the link, so withdrawing it gives back exactly what was there.
 */
export function mergedGroups(links: readonly MergeLink[]): string[][] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    return root;
  };
  for (const { type, from, to, withdrawn } of links) {
    if (type !== 'same-as' || withdrawn !== undefined) continue;
    for (const id of [from, to]) if (!parent.has(id)) parent.set(id, id);
    parent.set(rootOf(from), rootOf(to));
  }
  const groups = new Map<string, string[]>();
  for (const id of [...parent.keys()].sort()) {
    const root = rootOf(id);
    groups.set(root, [...(groups.get(root) ?? []), id]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
