import {
  EncodingError,
  equalBytes,
  fromBase64,
  type KeySpan,
  keySpans,
  NoteError,
  type OpenedCheckpoint,
  openRotations,
  openSpannedCheckpoint,
  ProofError,
  type SpannedCheckpoint,
  verifyConsistency,
} from '@cairn/ledger';

/** What the server shows of its log now, and how that follows from the checkpoint it was asked about. */
export interface Shown {
  /** Signed note of the newest checkpoint. */
  checkpoint: string;
  /** C2SP verifier key that the server names as the log's. */
  key: string;
  /** Notes of the rotations that led to that key, oldest first. */
  rotations?: readonly string[];
  /** Hashes of the consistency proof, base64. */
  proof: readonly string[];
}

/** Why what the server shows cannot be the log that this browser saw before. */
export type Why = 'smaller' | 'otherRoot' | 'notContinued' | 'unsigned' | 'otherKey' | 'otherLog' | 'damaged';

/** A key that was given up: when, and since when it may be in other hands. */
export interface Replaced {
  readonly key: string;
  readonly at: string;
  readonly since: string;
}

/** What this browser keeps of the log. It names the log and its entries' number, and no person and no record. */
export interface Memory {
  /** The log's verifier key, as first seen, or the one that provenly took over from it. */
  readonly key: string;
  /** The largest checkpoint that was verified. */
  readonly note: string;
  /** The key that the log had before, until somebody has compared the new one with its owner. */
  readonly replaced?: Replaced;
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
  const now = judged(memory, shown);
  if (typeof now === 'string')
    return { ...memory, contradiction: { why: now, key: shown.key, note: shown.checkpoint } };
  if (sizeOf(shown.checkpoint) <= sizeOf(memory.note)) return memory;
  const replaced = replacedSince(memory, shown, now.span.vkey);
  return { key: now.span.vkey, note: shown.checkpoint, ...(replaced && { replaced }) };
}

/** The memory once somebody has compared the new key with the log's owner. */
export function compared({ replaced: _, ...memory }: Memory): Memory {
  return memory;
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

function first(shown: Shown): Memory {
  const { span } = openSpannedCheckpoint(shown.checkpoint, spansShown(shown));
  return { key: span.vkey, note: shown.checkpoint };
}

/** Which key signs checkpoints of which size, as the server tells it and old and new keys have signed. */
function spansShown({ key, rotations = [] }: Shown): readonly KeySpan[] {
  return unless(NoteError, () => keySpans(key, openRotations(rotations))) ?? keySpans(key, []);
}

/** The checkpoint that is shown, where it continues what was kept; else why it does not. */
function judged(memory: Memory, shown: Shown): SpannedCheckpoint | Why {
  const told = spansShown(shown);
  const own = told.find(({ vkey }) => vkey === memory.key);
  const kept = opened(memory.note, keySpans(memory.key, []));
  if (!kept) return 'damaged';
  // The known key has signed more than what it is now said to have signed.
  if (own?.to != null && kept.size > own.to) return 'otherKey';
  const now = opened(shown.checkpoint, own ? told : keySpans(memory.key, []));
  if (!now) return strangerOf(memory, shown);
  if (now.size < kept.size) return 'smaller';
  if (now.size === kept.size) return equalBytes(now.root, kept.root) ? now : 'otherRoot';
  return kept.size === 0n || continues(kept, now, shown.proof) ? now : 'notContinued';
}

/** The key to tell of: the one that somebody last compared, and when it was given up. */
function replacedSince(memory: Memory, { rotations = [] }: Shown, key: string): Replaced | undefined {
  if (memory.replaced || key === memory.key) return memory.replaced;
  const gone = openRotations(rotations).find(({ log }) => log.old === memory.key && log.new !== log.old);
  return gone && { key: memory.key, at: gone.at, since: gone.since };
}

/** What is wrong with a checkpoint that the known key did not sign. */
function strangerOf(memory: Memory, shown: Shown): Why {
  if (originOf(shown.checkpoint) !== originOf(memory.note)) return 'otherLog';
  return shown.key === memory.key ? 'unsigned' : 'otherKey';
}

function opened(note: string, spans: readonly KeySpan[]): SpannedCheckpoint | null {
  return unless(NoteError, () => openSpannedCheckpoint(note, spans));
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
