import type { Body, KindName } from '../kind.ts';
import { DEFAULT_SENSITIVITY, type Sensitivity, stricter } from '../sensitivity.ts';

/** What may be done to many records at once. */
export type BulkChange =
  | { readonly do: 'assign' | 'unassign'; readonly account: string }
  /** A day (YYYY-MM-DD). */
  | { readonly do: 'due'; readonly day: string }
  | { readonly do: 'tag' | 'untag'; readonly tag: string }
  | { readonly do: 'status'; readonly status: string }
  /** Never down: opening many records at once is nothing to be done by one click. */
  | { readonly do: 'sensitivity'; readonly level: Sensitivity };

/** The merge patch (RFC 7396) that makes one record so; or that it is so already; or why it is not done. */
export type BulkStep =
  | { readonly patch: Body }
  | { readonly left: 'same' }
  | { readonly refused: 'no-status' | 'less-strict' };

const SAME = { left: 'same' } as const;

/**
 * What a change of many means for one of them. What it may not be is decided by the rules when it is written.
 *
 * @param author who changes it: steps of review bear their name
 */
export function bulkStep(
  kind: KindName,
  body: Body,
  change: BulkChange,
  { author, reason }: { author: string; reason: string },
): BulkStep {
  switch (change.do) {
    case 'assign':
    case 'unassign':
      return inList('assigned', body, change.account, change.do === 'assign');
    case 'tag':
    case 'untag':
      return inList('tags', body, change.tag, change.do === 'tag');
    case 'due':
      return body.due === change.day ? SAME : { patch: { due: change.day } };
    case 'status':
      if (kind !== 'incident') return { refused: 'no-status' };
      return body.status === change.status ? SAME : { patch: statusPatch(body, change.status, author, reason) };
    case 'sensitivity':
      return raised((body.sensitivity as Sensitivity | undefined) ?? DEFAULT_SENSITIVITY, change.level);
  }
}

function inList(field: 'assigned' | 'tags', body: Body, value: string, wanted: boolean): BulkStep {
  const before = (body[field] as string[] | undefined) ?? [];
  if (before.includes(value) === wanted) return SAME;
  const after = wanted ? [...before, value] : before.filter((each) => each !== value);
  return { patch: { [field]: after.length > 0 ? after : null } };
}

/** The step bears the name of whoever takes it: ready by one, reviewed by another. */
function statusPatch(body: Body, status: string, author: string, reasons: string): Body {
  if (status === 'review') return { status, review: { readyBy: author, reviewedBy: null, reasons: null } };
  if (status !== 'reviewed') return { status };
  const { readyBy } = (body.review ?? {}) as { readyBy?: string };
  return { status, review: { ...(readyBy === undefined ? {} : { readyBy }), reviewedBy: author, reasons } };
}

function raised(before: Sensitivity, level: Sensitivity): BulkStep {
  if (before === level) return SAME;
  return stricter(before, level) === level ? { patch: { sensitivity: level } } : { refused: 'less-strict' };
}
