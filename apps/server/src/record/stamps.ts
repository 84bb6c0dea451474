import { randomUUID } from 'node:crypto';
import { readDisclosure } from '@cairn/revision';
import { readPem, type Verdict, verifyStamp } from '@cairn/timestamp';
import type { Instance } from '../database/index.ts';
import { commitDeed } from './deeds.ts';
import type { Queries, StoredCheckpoint } from './log-store.ts';
import { claimsBelow, type NearClaim, type StoredStamp, type TimeAuthority } from './stamp-store.ts';
import { Refusal } from './types.ts';

/** How far the clock of this machine may be off before a stamp's time is taken for wrong, in milliseconds. */
const TOLERANCE = 60_000;
/** How many entries below a checkpoint are looked at for the newest time that one claims: they are in the order of writing. */
const NEIGHBOURS = 32;
/** For how many checkpoints at once. */
const TOGETHER = 200;

/** What a stamp's time must lie between, in milliseconds; null where nothing is known. */
export interface Bounds {
  readonly after: number | null;
  readonly before: number | null;
}

/**
 * Verifies a stored stamp from its own bytes alone: that the query asks for the checkpoint's note, that the response
 * answers it, and that it comes from one of the certificates kept with it.
 *
 * @throws TimestampError saying what does not hold
 */
export async function verifyStored({ note, query, response, chain }: StampBytes): Promise<Verdict> {
  return verifyStamp(new Uint8Array(response), {
    data: Buffer.from(note),
    query: new Uint8Array(query),
    chain: readPem(chain),
  });
}

type StampBytes = Pick<StoredStamp, 'note' | 'query' | 'response' | 'chain'>;

/** What is wrong with a stamp's time, in a sentence; null where nothing is. Its own accuracy is allowed for. */
export function outOfBounds({ genTime, accuracyMs }: Verdict, { after, before }: Bounds): string | null {
  const margin = TOLERANCE + (accuracyMs ?? 0);
  if (after !== null && genTime.ms < after - margin)
    return `Its time, ${genTime.text}, lies before ${timeText(after)}, when entries that it covers say that they were made.`;
  if (before !== null && genTime.ms > before + margin)
    return `Its time, ${genTime.text}, lies after ${timeText(before)}, when it was taken in: it speaks of the future.`;
  return null;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * The newest time that an entry just below each of the sizes says it was made, in milliseconds; none where none says. All
 * are looked up at once, since revisions are not found by their entries without reading through them.
 */
export async function newestClaims(db: Queries, sizes: readonly number[]): Promise<Map<number, number>> {
  const newest = new Map<number, number>();
  for (let from = 0; from < sizes.length; from += TOGETHER) {
    for (const claim of await claimsBelow(db, sizes.slice(from, from + TOGETHER), NEIGHBOURS)) {
      const at = claimedTime(claim);
      if (at !== null && at > (newest.get(claim.size) ?? Number.NEGATIVE_INFINITY)) newest.set(claim.size, at);
    }
  }
  return newest;
}

/** The claim `at` among disclosures, or the start of an interval; what cannot be read is audit's to name. */
function claimedTime({ encoded, starting }: NearClaim): number | null {
  const begun = starting instanceof Date ? starting.getTime() : Number.NaN;
  if (!Number.isNaN(begun)) return begun;
  for (const part of encoded?.split('~') ?? []) {
    try {
      const { name, value } = readDisclosure(part);
      const ms = name === 'at' && typeof value === 'string' ? Date.parse(value) : Number.NaN;
      if (!Number.isNaN(ms)) return ms;
    } catch {
      // Audit names it.
    }
  }
  return null;
}

/**
 * Takes in what an authority answered, if it verifies, comes from the certificates that the operator gave for it and says a
 * time that can be right.
 *
 * @param by who had it made, as in every deed
 * @throws TimestampError, or Refusal for a time that cannot be right
 */
export async function takeStamp(
  instance: Instance,
  { authority, checkpoint, query, response }: Answered,
  by: string,
): Promise<StoredStamp> {
  const at = new Date();
  const { note, size } = checkpoint;
  const verdict = await verifyStored({ note, query, response, chain: authority.chain });
  const after = (await newestClaims(instance.owner, [size])).get(size) ?? null;
  const wrong = outOfBounds(verdict, { after, before: at.getTime() });
  if (wrong !== null) throw new Refusal(wrong, authority.name, 'Compare the clock of this machine with another.');
  const row = {
    ...{ id: randomUUID(), size, note, authority: authority.name, chain: authority.chain },
    ...{ query: hex(query), response: hex(response), gen_time: wholeTime(verdict), at: at.toISOString() },
  };
  await commitDeed(instance, { table: 'stamp', row, by, reason: 'Stamped by an authority' });
  const { gen_time: genTime, ...rest } = row;
  return { ...rest, genTime, query, response };
}

/** An answer of an authority, with what was asked. */
export interface Answered {
  readonly authority: TimeAuthority;
  readonly checkpoint: StoredCheckpoint;
  readonly query: Uint8Array;
  readonly response: Uint8Array;
}

/** A stamp's time in whole milliseconds, as it is stored beside the stamp. */
export function wholeTime({ genTime }: Pick<Verdict, 'genTime'>): string {
  return timeText(Math.floor(genTime.ms));
}

function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}
