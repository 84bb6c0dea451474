import { utf8 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { signCosignature } from './cosignature.ts';
import { publicKey, sign } from './ed25519.ts';
import { COSIGNATURE_V1, ED25519, formatVerifierKey, parseVerifierKey, type Verifier } from './key.ts';

/** A secret key that signs notes under one name. */
export interface Signer {
  readonly name: string;
  readonly keyId: number;
  /** The public key that belongs to it. */
  readonly vkey: string;
  readonly type: number;
  /** Signature over a note's text, without key id. `time`, in seconds since 1970, is stated in cosignatures only. */
  sign(text: string, time?: number): Uint8Array;
}

function signerFrom({ name, keyId, vkey, type }: Verifier, signText: Signer['sign']): Signer {
  return Object.freeze({ name, keyId, vkey, type, sign: signText });
}

/**
 * Signs notes with Ed25519, as a log does (C2SP signed-note, "Ed25519 signatures").
 *
 * @throws NoteError when the name cannot be a key name; RangeError when the seed is not 32 bytes long.
 */
export function ed25519Signer(name: string, seed: Uint8Array): Signer {
  const verifier = parseVerifierKey(formatVerifierKey(name, publicKey(seed), ED25519));
  return signerFrom(verifier, (text) => sign(seed, utf8(text)));
}

/**
 * Cosigns checkpoints with a stated time, as a witness does (C2SP tlog-cosignature, cosignature/v1). Its key must serve
 * no other purpose and no second name. Signing throws NoteError for a text that is not a checkpoint.
 *
 * @throws NoteError when the name cannot be a key name; RangeError when the seed is not 32 bytes long.
 */
export function cosigner(name: string, seed: Uint8Array): Signer {
  const verifier = parseVerifierKey(formatVerifierKey(name, publicKey(seed), COSIGNATURE_V1));
  return signerFrom(verifier, (text, time = Math.floor(Date.now() / 1000)) => {
    parseCheckpoint(text);
    return signCosignature(seed, text, time);
  });
}
