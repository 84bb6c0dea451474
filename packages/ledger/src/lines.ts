import { fromBase64, toBase64 } from './bytes.ts';
import { ProofError } from './errors.ts';
import { HASH_BYTES } from './hash.ts';

// A tree of fewer than 2^64 entries has no longer proofs.
const MAX_PROOF_HASHES = 64;

/** A whole number of at most 64 bits as the C2SP formats write it, without leading zeros. @throws ProofError */
export function readNumber(text: string, what: string): bigint {
  const value = /^(0|[1-9][0-9]{0,19})$/.test(text) ? BigInt(text) : -1n;
  if (value < 0n || value >= 1n << 64n) throw new ProofError(`${what} is not a number: ${JSON.stringify(text)}`);
  return value;
}

/** Hashes of a proof, one base64 line each. */
export function formatHashes(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${toBase64(hash)}\n`).join('');
}

/** Reads the lines of {@link formatHashes}. @throws ProofError when there are too many or one is not a hash. */
export function readHashes(lines: readonly string[]): Uint8Array[] {
  if (lines.length > MAX_PROOF_HASHES) throw new ProofError(`a proof of ${lines.length} hashes is too long`);
  return lines.map((line) => {
    const hash = readBase64(line, 'a proof line');
    if (hash.length !== HASH_BYTES) throw new ProofError(`a proof line holds ${hash.length} bytes, not ${HASH_BYTES}`);
    return hash;
  });
}

/** Bytes of a base64 text. @throws ProofError when it is not canonical. */
export function readBase64(text: string, what: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new ProofError(`${what} is not base64: ${JSON.stringify(text)}`, { cause });
  }
}
