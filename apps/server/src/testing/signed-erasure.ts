import { randomUUID } from 'node:crypto';
import { issue } from '@cairn/revision';
import type { Keys } from '../database/index.ts';
import type { Erasure, SignedErasure } from '../erasure/index.ts';

/** A done erasure with a deed that says so, as an instance with these keys would have signed it. */
export function signedErasure({ kid, signRevision }: Pick<Keys, 'kid' | 'signRevision'>, row: Erasure): SignedErasure {
  const { token, disclosures } = issue({
    claims: [
      ['deed', randomUUID()],
      ['number', 1],
      ['table', 'erasure'],
      ['key', { id: row.id }],
      ['row', row],
      ['by', row.decided_by],
      ['at', row.decided_at],
      ['reason', row.reason],
    ],
    kid,
    sign: signRevision,
  });
  return { ...row, token, disclosures: disclosures.join('~') };
}
