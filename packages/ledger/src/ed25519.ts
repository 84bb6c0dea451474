import { ed25519 as noble } from '@noble/curves/ed25519.js';
import { concat, fromHex, toHex } from './bytes.ts';
import { type NodeCrypto, type NodeKey, nodeCrypto } from './node.ts';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Ed25519 (RFC 8032) over raw keys: the secret is the 32-byte seed. */
export interface Ed25519 {
  publicKey(secret: Uint8Array): Uint8Array;
  sign(secret: Uint8Array, message: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** Ed25519 in plain JavaScript, for browsers. */
export const nobleEd25519: Ed25519 = {
  publicKey: (secret) => noble.getPublicKey(secret),
  sign: (secret, message) => noble.sign(message, secret),
  verify: (publicKey, message, signature) => noble.verify(signature, message, publicKey, { zip215: false }),
};

// What stands before the 32 bytes of a raw key in its PKCS #8 and SubjectPublicKeyInfo forms (RFC 8410).
const PKCS8_PREFIX = fromHex('302e020100300506032b657004220420');
const SPKI_PREFIX = fromHex('302a300506032b6570032100');

// Importing a key costs about as much as signing with it. A process uses a handful of keys, so few are kept.
const KEPT_KEYS = 64;

function keptBy(make: (raw: Uint8Array) => NodeKey): (raw: Uint8Array) => NodeKey {
  const kept = new Map<string, NodeKey>();
  return (raw) => {
    const id = toHex(raw);
    const found = kept.get(id);
    if (found) return found;
    const key = make(raw);
    if (kept.size >= KEPT_KEYS) kept.clear();
    kept.set(id, key);
    return key;
  };
}

/** Ed25519 by node:crypto, several times faster. */
export function nodeEd25519(node: NodeCrypto): Ed25519 {
  const privateKeyOf = keptBy((raw) =>
    node.createPrivateKey({ key: concat(PKCS8_PREFIX, raw), format: 'der', type: 'pkcs8' }),
  );
  const publicKeyOf = keptBy((raw) =>
    node.createPublicKey({ key: concat(SPKI_PREFIX, raw), format: 'der', type: 'spki' }),
  );
  return {
    publicKey: (secret) => {
      const spki = node.createPublicKey(privateKeyOf(secret)).export({ format: 'der', type: 'spki' });
      return new Uint8Array(spki.subarray(SPKI_PREFIX.length));
    },
    sign: (secret, message) => new Uint8Array(node.sign(null, message, privateKeyOf(secret))),
    verify: (publicKey, message, signature) => node.verify(null, message, publicKeyOf(publicKey), signature),
  };
}

const implementation = nodeCrypto ? nodeEd25519(nodeCrypto) : nobleEd25519;

function requireSeed(secret: Uint8Array): void {
  if (secret.length !== KEY_BYTES) {
    throw new RangeError(`an Ed25519 secret is a seed of ${KEY_BYTES} bytes, not ${secret.length}`);
  }
}

/** A new key from the system's randomness. */
export function generateKey(): { secret: Uint8Array; public: Uint8Array } {
  const secret = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return { secret, public: publicKey(secret) };
}

/** The public key of a seed. @throws RangeError when the seed is not 32 bytes long. */
export function publicKey(secret: Uint8Array): Uint8Array {
  requireSeed(secret);
  return implementation.publicKey(secret);
}

/** The 64-byte signature of a message (RFC 8032 section 5.1.6). @throws RangeError when the seed is not 32 bytes long. */
export function sign(secret: Uint8Array, message: Uint8Array): Uint8Array {
  requireSeed(secret);
  return implementation.sign(secret, message);
}

/** Whether the signature is right (RFC 8032 section 5.1.7). Keys and signatures of a wrong length or form are just wrong. */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    return implementation.verify(publicKey, message, signature);
  } catch {
    // Thrown for a public key that is no point of the curve.
    return false;
  }
}
