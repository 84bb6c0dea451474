/** What can wait for somebody. */
export const DESK_NEEDS = [
  'overdue',
  'mention',
  'conflict',
  'assigned',
  'review',
  'level',
  'flag',
  'duplicate',
  'triage',
] as const;
export type DeskNeed = (typeof DESK_NEEDS)[number];

/** How soon: what others wait for or what is past its day, what is due within the week, the rest. */
export const URGENCIES = ['now', 'soon', 'later'] as const;
export type Urgency = (typeof URGENCIES)[number];

const DAY = 86_400_000;
/** Days ahead from which on a day by which something is due counts as near. */
const NEAR = 7;
/** Days after which what waits for somebody is urgent, without a day of its own. */
const LONG = 3;

/**
 * Where something stands on a desk. A person who asked, and a day that is past, come first; of what waits for a second
 * person, only what has waited for long; what only grows (flags, duplicates, batches) comes last.
 *
 * @param today YYYY-MM-DD where the reader is
 * @param need.due YYYY-MM-DD
 * @param need.since ISO 8601 instant from which on it waits
 */
export function urgencyOf(need: { what: DeskNeed; due?: string; since: string }, today: string): Urgency {
  const { what, due, since } = need;
  if (what === 'overdue' || (due !== undefined && due < today)) return 'now';
  if (what === 'mention' || what === 'conflict') return 'now';
  if (due !== undefined) return daysBetween(today, due) <= NEAR ? 'soon' : 'later';
  if (what === 'review' || what === 'level') return daysBetween(since.slice(0, 10), today) >= LONG ? 'now' : 'soon';
  return what === 'assigned' ? 'soon' : 'later';
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
