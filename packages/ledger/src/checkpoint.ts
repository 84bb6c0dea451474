import { fromBase64, toBase64 } from './bytes.ts';
import { NoteError } from './errors.ts';
import { HASH_BYTES } from './hash.ts';

/** What a log says of itself at one moment: its name, how many entries it has, and the root over them. */
export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Uint8Array;
}

const MAX_SIZE = 2n ** 64n - 1n;

/**
 * A checkpoint as the text of a note (C2SP tlog-checkpoint, "Note text"), to be signed.
 *
 * @throws NoteError when the origin is empty or not one line, the size is out of range or the root is not 32 bytes long.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (origin === '' || /[\u0000-\u001f]/.test(origin) || !origin.isWellFormed()) {
    throw new NoteError(`${JSON.stringify(origin)} cannot be the origin of a checkpoint`);
  }
  if (size < 0n || size > MAX_SIZE) throw new NoteError(`${size} cannot be the size of a checkpoint`);
  if (root.length !== HASH_BYTES) throw new NoteError(`a root has ${HASH_BYTES} bytes, not ${root.length}`);
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads the text of a checkpoint. It is to be believed only when it came out of a note whose signature was verified.
 *
 * @throws NoteError when it is not what formatCheckpoint writes. Extension lines are refused too: nobody could audit them.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const match = /^(.+)\n(0|[1-9][0-9]{0,19})\n([^\n]+)\n$/.exec(text);
  if (!match) {
    throw new NoteError('not a checkpoint: three lines were expected (origin, size, root) and no extension lines');
  }
  const checkpoint = {
    origin: match[1] as string,
    size: BigInt(match[2] as string),
    root: rootFrom(match[3] as string),
  };
  formatCheckpoint(checkpoint);
  return checkpoint;
}

function rootFrom(base64: string): Uint8Array {
  try {
    return fromBase64(base64);
  } catch (cause) {
    throw new NoteError(`the root of a checkpoint is not base64: ${JSON.stringify(base64)}`, { cause });
  }
}
