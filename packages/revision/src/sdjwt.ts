import { RevisionError } from './error.ts';
import { digestBy, expand } from './expand.ts';
import { isObject, type Jwk, verifyJwt } from './jws.ts';

/** What the verifier asked the holder of an SD-JWT to sign (RFC 9901 §4.3). */
export interface KeyBinding {
  audience: string;
  nonce: string;
  /** seconds that may have passed since the binding was signed; 300 unless told */
  maxAge?: number;
}

export interface SdJwtOptions {
  /** asked for: a key binding must be there and right. Not asked for: none may be there (RFC 9901 §4). */
  keyBinding?: KeyBinding;
  /** the time for `nbf`, `exp` and the binding's age, in seconds since 1970; the clock's unless told */
  now?: number;
}

/** Seconds by which clocks may differ. */
const CLOCK_SKEW = 60;

/**
 * Verifies any SD-JWT in compact form by RFC 9901 §7: structured and recursive disclosures, array elements, decoys,
 * SHA-256, -384 and -512, signed with ES256 or Ed25519, with or without key binding. Cairn's own revisions are held to a
 * narrower profile by `verifyRevision`.
 *
 * `nbf` and `exp` are checked where present; what `iss`, `aud` and `typ` must be is for the caller to check, as is
 * whether the key is the issuer's.
 *
 * @param compact `<token>~<disclosure>~…~`, followed by a key binding where one was asked for
 * @param key the issuer's public key
 * @returns the processed payload
 * @throws RevisionError
 */
export async function verifySdJwt(
  compact: string,
  key: Jwk,
  { keyBinding, now = Date.now() / 1000 }: SdJwtOptions = {},
): Promise<Record<string, unknown>> {
  const [token, ...disclosures] = compact.split('~') as [string, ...string[]];
  const binding = disclosures.pop();
  if (binding === undefined) throw new RevisionError('an SD-JWT has a tilde after its token', 'token');
  if (keyBinding && binding === '') throw new RevisionError('the key binding that was asked for is missing', 'binding');
  if (!keyBinding && binding !== '') throw new RevisionError('a key binding that was not asked for', 'binding');
  const { payload } = await verifyJwt(token, key, 'token');
  const processed = await expand(payload, disclosures);
  assertInTime(processed, now, 'payload');
  if (keyBinding) {
    const presented = compact.slice(0, compact.length - binding.length);
    await verifyBinding(
      binding,
      holderKey(processed),
      keyBinding,
      now,
      await digestBy(payload._sd_alg ?? 'sha-256', presented),
    );
  }
  return processed;
}

/**
 * The compact forms of an SD-JWT in JWS JSON Serialization, flattened or general (RFC 9901 §8): one for each signature,
 * all with the same disclosures and key binding.
 *
 * @param json the parsed JSON object
 * @throws RevisionError when its members are not those of the serialization
 */
export function compactSdJwts(json: unknown): string[] {
  if (!isObject(json)) throw new RevisionError('not a JSON object', '');
  const general = Array.isArray(json.signatures);
  if (general && 'signature' in json) throw new RevisionError('flattened and general form at once', '');
  const signatures: unknown[] = general ? (json.signatures as unknown[]) : [json];
  const [first, ...others] = signatures.map(headerOf);
  if (first === undefined) throw new RevisionError('there is no signature', '/signatures');
  if (others.some((header) => 'disclosures' in header || 'kb_jwt' in header)) {
    throw new RevisionError('disclosures and key binding stand in the first header only', '/signatures');
  }
  const { disclosures = [], kb_jwt: binding = '' } = first;
  if (!Array.isArray(disclosures)) throw new RevisionError('disclosures are not a list', '/header/disclosures');
  const tail = [...disclosures, binding].map((part) => asText(part, '~', '/header'));
  return signatures.map((signature) => {
    const { protected: header, signature: value } = signature as Record<string, unknown>;
    const token = [header, json.payload, value].map((part) => asText(part, '.', ''));
    return [token.join('.'), ...tail].join('~');
  });
}

function headerOf(signature: unknown): Record<string, unknown> {
  if (!isObject(signature)) throw new RevisionError('a signature is a JSON object', '/signatures');
  const { header = {} } = signature;
  if (!isObject(header)) throw new RevisionError('an unprotected header is a JSON object', '/header');
  return header;
}

/** A part of the compact form. It may not hold what separates parts, else it would smuggle in others. */
function asText(part: unknown, separator: string, where: string): string {
  if (typeof part === 'string' && !part.includes(separator) && !part.includes('~')) return part;
  throw new RevisionError('not a string that can be a part of an SD-JWT', where);
}

function assertInTime({ nbf, exp }: Record<string, unknown>, now: number, where: string): void {
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= now + CLOCK_SKEW)) {
    throw new RevisionError('it is not valid yet', `${where}/nbf`);
  }
  if (exp !== undefined && !(typeof exp === 'number' && exp > now - CLOCK_SKEW)) {
    throw new RevisionError('it has expired', `${where}/exp`);
  }
}

/** The holder's key by `cnf` (RFC 7800 §3.2). */
function holderKey({ cnf }: Record<string, unknown>): Jwk {
  const jwk = isObject(cnf) ? cnf.jwk : undefined;
  if (!isObject(jwk) || [jwk.kty, jwk.crv, jwk.x].some((member) => typeof member !== 'string')) {
    throw new RevisionError("the token names no holder's key", 'payload/cnf');
  }
  return jwk as Jwk;
}

/** RFC 9901 §7.3 step 5. */
async function verifyBinding(
  binding: string,
  key: Jwk,
  { audience, nonce, maxAge = 300 }: KeyBinding,
  now: number,
  presented: string,
): Promise<void> {
  const { header, payload } = await verifyJwt(binding, key, 'binding');
  const { iat, aud, nonce: signedNonce, sd_hash: hash } = payload;
  if (header.typ !== 'kb+jwt') throw new RevisionError('it is not a key binding', 'binding/header');
  if (aud !== audience) throw new RevisionError('it is meant for somebody else', 'binding/aud');
  if (signedNonce !== nonce) throw new RevisionError('it answers another request', 'binding/nonce');
  if (hash !== presented) throw new RevisionError('it binds other disclosures', 'binding/sd_hash');
  if (typeof iat !== 'number' || iat > now + CLOCK_SKEW || iat < now - maxAge - CLOCK_SKEW) {
    throw new RevisionError('it was not signed within the time allowed', 'binding/iat');
  }
  assertInTime(payload, now, 'binding');
}
