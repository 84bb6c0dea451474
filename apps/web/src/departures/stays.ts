import type { Preview, Stays } from './shapes.ts';

/** What stays as a whole, each reason once with all that it keeps, the one that keeps most first. */
export function staysByReason({ heldBack }: Pick<Preview, 'heldBack'>): { why: string; of: Stays[]; n: number }[] {
  const whole = heldBack.filter(({ what }) => !what.includes('.'));
  return [...Map.groupBy(whole, ({ why }) => why)]
    .map(([why, of]) => ({
      why,
      of: of.toSorted((a, b) => b.n - a.n),
      n: of.reduce((sum, { n }) => sum + n, 0),
    }))
    .sort((a, b) => b.n - a.n || (a.why < b.why ? -1 : 1));
}

/**
 * Guarded fields under the reason for which they stay. A field that was chosen has no reason any more: `known` remembers
 * it, so that it stays where it was ticked.
 */
export function fieldsByReason(
  { fields }: Pick<Preview, 'fields'>,
  known: Map<string, string>,
): [string, Preview['fields']][] {
  for (const { field, why } of fields) if (why !== null) known.set(field, why);
  const groups = Map.groupBy(fields, ({ field }) => known.get(field) ?? '');
  return [...groups].sort(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1));
}
