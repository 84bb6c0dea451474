import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { DeedClaims } from '../record/deeds.ts';
import { type AskedErasure, erasureDigest } from './erasure-digest.ts';

type Row = Readonly<Record<string, unknown>>;

/** The passkeys that accounts had, as the deeds so far say. */
export class PasskeysThen {
  readonly #rows = new Map<string, Row>();

  take({ table, key, row }: DeedClaims): void {
    if (table !== 'passkey') return;
    if (row === null) this.#rows.delete(String(key.id));
    else this.#rows.set(String(key.id), row);
  }

  /** Whether the account had this key under this host. */
  has(account: unknown, publicKey: string, host: unknown): boolean {
    const hex = `\\x${Buffer.from(publicKey, 'base64url').toString('hex')}`;
    return [...this.#rows.values()].some(
      (row) => row.account === account && row.public_key === hex && row.host === host,
    );
  }
}

/**
 * Holds what a passkey signed for an erasure against the request: that it signed this one, that its signature verifies, and
 * that it was a key of the person who decided.
 *
 * @param asked the request as its first deed has it; null where a restore did an erasure again that its backup had not seen
 * @returns what does not hold, in sentences
 */
export async function wrongAssertions(row: Row, asked: Row | null, keys: PasskeysThen | null): Promise<string[]> {
  if (row.assertions === null || row.assertions === undefined) return [];
  if (!Array.isArray(row.assertions) || row.assertions.length === 0)
    return ['What a passkey is said to have signed cannot be read.'];
  const wrong: string[] = [];
  for (const each of row.assertions) {
    const given = textsOf(each);
    if (given === null) {
      wrong.push('What a passkey is said to have signed cannot be read.');
      continue;
    }
    if (asked !== null && given.subject !== digestOf(asked))
      wrong.push('The passkey signed something else than this request.');
    if (!(await verifies(given))) wrong.push('The signature of the passkey does not verify.');
    if (keys !== null && !keys.has(row.decided_by, given.publicKey, given.host))
      wrong.push('The passkey that signed is none that the person who decided had then.');
  }
  return wrong;
}

const FIELDS = ['subject', 'publicKey', 'host', 'authenticatorData', 'clientDataJSON', 'signature'] as const;
type Given = Readonly<Record<(typeof FIELDS)[number], string>>;

function textsOf(value: unknown): Given | null {
  if (typeof value !== 'object' || value === null) return null;
  return FIELDS.every((field) => typeof (value as Row)[field] === 'string') ? (value as Given) : null;
}

/** Null for a row of which no digest can be made. */
function digestOf(asked: Row): string | null {
  try {
    return erasureDigest(asked as unknown as AskedErasure);
  } catch {
    return null;
  }
}

/** WebAuthn Level 3 §7.2, with what the assertion itself says of its key; whose the key was is asked apart. */
async function verifies({ subject, publicKey, host, ...response }: Given): Promise<boolean> {
  // Any text: the assertion names its key by itself, not by an id.
  const id = 'AAAA';
  const { authenticatorData, clientDataJSON, signature } = response;
  try {
    const { origin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { origin?: unknown };
    if (typeof origin !== 'string' || new URL(origin).hostname !== host) return false;
    const answer: AuthenticationResponseJSON = {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: { authenticatorData, clientDataJSON, signature },
    };
    const { verified } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: subject,
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: true,
      credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 },
    });
    return verified;
  } catch {
    return false;
  }
}
