import type { Existing } from './port.ts';

/** All records of one row under one occurrence, as earlier imports left them. */
export class Group {
  readonly occurrence: number;
  readonly byRole = new Map<string, Existing>();
  /** The newest statement's number, digest and record; 0 where there is none. */
  statements = 0;
  digest = '';
  lastStatement: Existing | undefined;

  constructor(occurrence: number) {
    this.occurrence = occurrence;
  }

  add(existing: Existing): void {
    const { role } = existing.external;
    this.byRole.set(role, existing);
    const statement = readStatementRole(role);
    if (statement === null || statement.number <= this.statements) return;
    this.statements = statement.number;
    this.digest = statement.digest;
    this.lastStatement = existing;
  }
}

/** Role of a row's n-th statement. The number keeps a content that returns (A, B, A again) apart from its first time. */
export function statementRole(number: number, digest: string): string {
  return `statement:${number}:${digest}`;
}

function readStatementRole(role: string): { number: number; digest: string } | null {
  const parts = /^statement:(\d+):([0-9a-f]+)$/.exec(role);
  return parts === null ? null : { number: Number(parts[1]), digest: parts[2]! };
}

/** Existing records of one id, by occurrence, lowest first. */
export function groupsOf(existing: readonly Existing[]): Group[] {
  const groups = new Map<number, Group>();
  for (const each of existing) {
    const { occurrence } = each.external;
    const group = groups.get(occurrence) ?? new Group(occurrence);
    group.add(each);
    groups.set(occurrence, group);
  }
  return [...groups.values()].sort((a, b) => a.occurrence - b.occurrence);
}

/**
 * Which occurrence each of an id's contents is, the contents in file order. Equal content matches first; what is left
 * takes the existing occurrences that nothing matched, lowest first (the row changed at its source); then new ones.
 */
export function assignOccurrences(digests: readonly string[], groups: readonly Group[]): Map<string, number> {
  const assigned = new Map<string, number>();
  const free = new Set(groups.map((group) => group.occurrence));
  for (const digest of digests) {
    const equal = groups.find((group) => group.digest === digest && free.has(group.occurrence));
    if (equal === undefined) continue;
    assigned.set(digest, equal.occurrence);
    free.delete(equal.occurrence);
  }
  let next = Math.max(0, ...groups.map((group) => group.occurrence)) + 1;
  for (const digest of digests) {
    if (assigned.has(digest)) continue;
    const [unmatched] = free;
    assigned.set(digest, unmatched ?? next);
    if (unmatched === undefined) next += 1;
    else free.delete(unmatched);
  }
  return assigned;
}
