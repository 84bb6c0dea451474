import {
  EncodingError,
  equalBytes,
  fromBase64,
  NoteError,
  type OpenedCheckpoint,
  openCheckpoint,
  ProofError,
  parseVerifierKey,
  verifyConsistency,
} from '@cairn/ledger';

/** What the server shows of its log now, and how that follows from the checkpoint it was asked about. */
export interface Shown {
  /** Signed note of the newest checkpoint. */
  checkpoint: string;
  /** C2SP verifier key that the server names as the log's. */
  key: string;
  /** Hashes of the consistency proof, base64. */
  proof: readonly string[];
}

/** Why what the server shows cannot be the log that this browser saw before. */
export type Why = 'smaller' | 'otherRoot' | 'notContinued' | 'unsigned' | 'otherKey' | 'otherLog' | 'damaged';

/** What this browser keeps of the log. It names the log and its entries' number, and no person and no record. */
export interface Memory {
  /** The log's verifier key, as first seen. */
  readonly key: string;
  /** The largest checkpoint that was verified. */
  readonly note: string;
  /** The first thing shown that contradicts it. From then on neither of the two is replaced. */
  readonly contradiction?: { readonly why: Why; readonly key: string; readonly note: string };
}

/**
 * What to keep once the server has shown its log: the larger of two checkpoints where the newer one provenly continues
 * the older, else the older one with what contradicts it.
 *
 * @param memory what was kept so far; null in a browser that has not seen the log yet, which believes the key it is shown
 * @throws NoteError nothing was kept, and what is shown is not signed by the key that comes with it
 */
export function keep(memory: Memory | null, shown: Shown): Memory {
  if (memory === null) return first(shown);
  if (memory.contradiction) return memory;
  const why = contradictionOf(memory, shown);
  if (why !== null) return { ...memory, contradiction: { why, key: shown.key, note: shown.checkpoint } };
  return sizeOf(shown.checkpoint) > sizeOf(memory.note) ? { key: memory.key, note: shown.checkpoint } : memory;
}

/** Number of entries that a checkpoint speaks of, from its second line; 0 where it has no such line. */
export function sizeOf(note: string): bigint {
  const [, size = ''] = note.split('\n', 2);
  return /^[0-9]{1,20}$/.test(size) ? BigInt(size) : 0n;
}

/** The name of the log that a checkpoint speaks of: its first line. */
export function originOf(note: string): string {
  return note.split('\n', 1)[0] ?? '';
}

function first({ checkpoint, key }: Shown): Memory {
  openCheckpoint(checkpoint, [parseVerifierKey(key)]);
  return { key, note: checkpoint };
}

function contradictionOf(memory: Memory, shown: Shown): Why | null {
  const kept = opened(memory.note, memory.key);
  if (!kept) return 'damaged';
  const now = opened(shown.checkpoint, memory.key);
  if (!now) return strangerOf(memory, shown);
  if (now.size < kept.size) return 'smaller';
  if (now.size === kept.size) return equalBytes(now.root, kept.root) ? null : 'otherRoot';
  return kept.size === 0n || continues(kept, now, shown.proof) ? null : 'notContinued';
}

/** What is wrong with a checkpoint that the known key did not sign. */
function strangerOf(memory: Memory, shown: Shown): Why {
  if (originOf(shown.checkpoint) !== originOf(memory.note)) return 'otherLog';
  return shown.key === memory.key ? 'unsigned' : 'otherKey';
}

function opened(note: string, key: string): OpenedCheckpoint | null {
  return unless(NoteError, () => openCheckpoint(note, [parseVerifierKey(key)]));
}

function continues(kept: OpenedCheckpoint, now: OpenedCheckpoint, proof: readonly string[]): boolean {
  const hashes = unless(EncodingError, () => proof.map(fromBase64));
  if (!hashes) return false;
  const claim = { size1: kept.size, size2: now.size, root1: kept.root, root2: now.root, proof: hashes };
  return unless(ProofError, () => verifyConsistency(claim) ?? true) ?? false;
}

/** What `make` returns, or null where it throws this refusal; any other error is a fault and goes on. */
function unless<T>(refusal: new (message?: string) => Error, make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof refusal) return null;
    throw error;
  }
}
