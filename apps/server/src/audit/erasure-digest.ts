import { createHash } from 'node:crypto';

/** What a decision is about: everything of a request that its second person has looked at. */
export interface AskedErasure {
  readonly id: string;
  readonly compartment: string;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly reason: string;
  readonly targets: readonly unknown[];
  readonly files: readonly unknown[];
  readonly complete: boolean;
}

/**
 * The digest of a request, which the second person's passkey signs: SHA-256 of JSON with sorted keys and no blanks, in
 * base64url without padding. Made from the request as it was asked for: its deed keeps that, also when it is done and fewer
 * files went.
 */
export function erasureDigest(asked: AskedErasure): string {
  const { id, compartment, requested_by, requested_at, reason, targets, files, complete } = asked;
  const text = inOrder({
    id,
    compartment,
    requestedBy: requested_by,
    // The database writes another form of the same instant.
    requestedAt: new Date(requested_at).toISOString(),
    reason,
    targets,
    files,
    complete,
  });
  return createHash('sha256').update(text).digest('base64url');
}

/** JSON with the keys of every object sorted by UTF-16 code units, as RFC 8785 §3.2.3; arrays keep their order. */
function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${inOrder(each)}`).join(',')}}`;
}
