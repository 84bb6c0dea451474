import { concat, utf8 } from './bytes.ts';
import { sign, verify } from './ed25519.ts';
import { NoteError } from './errors.ts';

const TIME_BYTES = 8;
/** The end of the year 9999, in seconds since 1970: what lies behind it is no date to anybody. */
const LAST_TIME = 253_402_300_799;

function signedMessage(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/**
 * A cosignature/v1 over a checkpoint (C2SP tlog-cosignature, "Ed25519 signed message").
 *
 * @param time seconds since 1970
 * @throws NoteError when the time is not a positive whole number of seconds
 */
export function signCosignature(secret: Uint8Array, text: string, time: number): Uint8Array {
  if (!Number.isSafeInteger(time) || time <= 0)
    throw new NoteError(`${time} is not a time in whole seconds since 1970`);
  const stamp = new Uint8Array(TIME_BYTES);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  return concat(stamp, sign(secret, signedMessage(text, time)));
}

/**
 * The time that a cosignature states, in seconds since 1970, or null when it cannot be one. Times beyond the year 9999 lie
 * in a future of which the standard lets verifiers refuse cosignatures.
 */
export function cosignatureTime(signature: Uint8Array): number | null {
  if (signature.length < TIME_BYTES) return null;
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  return time <= LAST_TIME ? time : null;
}

/** Whether this is a cosignature/v1 by the key over the checkpoint's text, at the time that the cosignature states. */
export function verifyCosignature(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  const time = cosignatureTime(signature);
  return time !== null && verify(publicKey, signedMessage(text, time), signature.subarray(TIME_BYTES));
}
