import { isDeepStrictEqual } from 'node:util';
import { verifyRevision } from '@cairn/revision';
import { type DeedClaims, readDeed } from '../record/deeds.ts';
import type { Queries } from '../record/index.ts';
import { signedDeeds } from './erasure-store.ts';
import type { Erasure, SignedErasure } from './types.ts';

/** Bytes of an Ed25519 public key, which the id of a key is in base64url. */
const KEY = 32;

/**
 * The id of the key that signed an erasure's deed.
 *
 * @returns null where the deed does not verify under the key that it names, or does not say just this erasure
 */
export function signerOf({ token, disclosures, ...erasure }: SignedErasure): string | null {
  try {
    const { kid, claims } = verifyRevision({
      token,
      disclosures: disclosures.split('~'),
      publicKey: (id) => {
        const key = Buffer.from(id, 'base64url');
        return key.length === KEY ? key : undefined;
      },
    });
    const { id } = (claims.get('key') ?? {}) as { id?: unknown };
    const isSame = isDeepStrictEqual(plain(claims.get('row')), plain(erasure));
    return claims.get('table') === 'erasure' && id === erasure.id && isSame ? kid : null;
  } catch {
    return null;
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

/** Done erasures with the last deed that says so; one that no deed says is left to audit. */
export async function withDeeds(db: Queries, done: readonly Erasure[]): Promise<SignedErasure[]> {
  if (done.length === 0) return [];
  const last = new Map<string, { number: number; token: string; disclosures: string }>();
  for (const { token, disclosures } of await signedDeeds(db)) {
    const deed = readable(disclosures);
    if (deed?.table !== 'erasure' || deed.row?.state !== 'done') continue;
    const { number } = deed;
    const id = String(deed.key.id);
    if ((last.get(id)?.number ?? 0) < number) last.set(id, { number, token, disclosures });
  }
  return done.flatMap((erasure) => {
    const deed = last.get(erasure.id);
    if (deed === undefined) return [];
    const signed = { ...erasure, token: deed.token, disclosures: deed.disclosures };
    return signerOf(signed) === null ? [] : [signed];
  });
}

function readable(disclosures: string): DeedClaims | null {
  try {
    return readDeed(disclosures);
  } catch {
    return null;
  }
}
