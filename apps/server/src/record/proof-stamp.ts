import { TimestampError, verifyStamp } from '@cairn/timestamp';
import { outOfBounds } from './stamps.ts';
import type { ProofFile } from './types.ts';

/** What a stamp adds to a proof: that all of it was there by then. */
export interface ProvenTime {
  /** Name in the certificate of the authority. */
  readonly authority: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  /** By how much it may be wrong either way, in milliseconds; null where the authority does not say. */
  readonly accuracyMs: number | null;
  /** Whether it comes from certificates that the verifier got from elsewhere; else anybody may have made it. */
  readonly trusted: boolean;
}

/**
 * Checks a time stamp over the checkpoint of a proof that was checked before.
 *
 * @param stamp a TimeStampResp or bare token, as "cairn stamp export" writes it
 * @param chain certificates in DER that the verifier trusts
 * @param claimed when the revision says that it was made, if the proof discloses it
 * @param now milliseconds
 * @throws TimestampError for a stamp that does not verify, is of another checkpoint, or says a time that cannot be right
 */
export async function checkStamp(
  { tlogProof }: Pick<ProofFile, 'tlogProof'>,
  stamp: Uint8Array,
  { chain, claimed, now = Date.now() }: { chain?: readonly Uint8Array[]; claimed?: unknown; now?: number },
): Promise<ProvenTime> {
  const verdict = await overOneOf(notesIn(tlogProof), stamp, chain);
  const made = typeof claimed === 'string' ? Date.parse(claimed) : Number.NaN;
  const wrong = outOfBounds(verdict, { after: Number.isNaN(made) ? null : made, before: now });
  if (wrong !== null) throw new TimestampError('malformed', `The stamp cannot be right. ${wrong}`);
  const { authority, genTime, accuracyMs } = verdict;
  return { authority, time: genTime.text, accuracyMs, trusted: verdict.chain === 'holds' };
}

async function overOneOf(notes: readonly string[], stamp: Uint8Array, chain: readonly Uint8Array[] | undefined) {
  for (const note of notes) {
    try {
      return await verifyStamp(stamp, {
        data: new TextEncoder().encode(note),
        ...(chain === undefined ? {} : { chain }),
      });
    } catch (error) {
      if (!(error instanceof TimestampError && error.fault === 'imprint')) throw error;
    }
  }
  throw new TimestampError('imprint', 'The stamp is of another checkpoint than the one in the proof.');
}

/** The proof's checkpoint as it may have been stamped: signed by the log and by nobody else. */
function notesIn(tlogProof: string): string[] {
  const note = tlogProof.slice(tlogProof.indexOf('\n\n') + 2);
  const split = note.lastIndexOf('\n\n') + 2;
  const origin = note.split('\n', 1)[0] ?? '';
  const lines = note.slice(split).split('\n');
  return lines.filter((line) => line.startsWith(`— ${origin} `)).map((line) => `${note.slice(0, split)}${line}\n`);
}
