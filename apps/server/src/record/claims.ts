import type { Projection } from '@cairn/model';
import { KINDS } from '@cairn/model';
import type { Before } from './before.ts';
import type { RevisionRow } from './commit-store.ts';
import type { Change } from './types.ts';

type Claim = readonly [name: string, value: unknown];

/**
 * The claims of a revision in their order, each with the level of the row that keeps its disclosure. Who, when and why
 * stand at the record's lowest level; the number of disclosures stands at a level that nobody reads but audit, which
 * needs it to tell a missing disclosure from a decoy.
 */
export function claimsOf(
  revision: Omit<RevisionRow, 'token'>,
  change: Change & { readonly escaped: readonly string[] },
  projection: Projection,
  { author, at, reason }: { readonly author: string; readonly at: string; readonly reason: string },
  earlier: Before | undefined,
): { claims: Claim[]; levels: string[] } {
  const claims: Claim[] = [
    ['record', revision.record],
    ['kind', revision.kind],
    ['version', KINDS[change.kind].version],
    ['compartment', revision.compartment],
    ['reference', revision.reference],
    ['revision', revision.number],
    ['author', author],
    ['at', at],
    ['reason', reason],
    ['previous', earlier?.entry ?? null],
  ];
  if (change.escaped.length > 0) claims.push(['escaped', change.escaped]);
  const levels = claims.map(() => revision.level);
  for (const part of projection.bodies) {
    for (const [field, value] of Object.entries(part.body)) {
      claims.push([`body.${field}`, value]);
      levels.push(part.level);
    }
  }
  claims.push(['disclosures', claims.length + (earlier?.hidden.length ?? 0)]);
  levels.push('audit');
  return { claims, levels };
}
