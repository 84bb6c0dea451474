import {
  encodeEntryBundle,
  formatTlogProof,
  inclusionProof,
  parseTilePath,
  TILE_WIDTH,
  TileError,
} from '@cairn/ledger';
import { type FieldSpec, KINDS, type KindName } from '@cairn/model';
import { readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { cosignaturesOf, cosignedCovering, entriesBetween, newestCheckpoint } from './log-store.ts';
import { readRecord } from './read.ts';
import { logPositions, revisionsOf } from './read-store.ts';
import { rotationsToTell } from './rotation.ts';
import { sequence } from './sequencer.ts';
import { withSession } from './session.ts';
import { stampedCovering } from './stamp-store.ts';
import { tileReader } from './tree.ts';
import { Invalid, NotFound, type ProofFile, type Session } from './types.ts';

/** Claims that every proof discloses: which record and revision it is. */
const ALWAYS = ['record', 'kind', 'revision'];

/**
 * A proof of one revision that a stranger can check offline: the token with the chosen disclosures, the inclusion of its
 * hash in the log, the checkpoint with its cosignatures, and the log's key.
 *
 * @param disclose names of fields (`title`) or claims (`author`, `at`, `reason`); left out, all that the session
 *   reads but identity fields: those leave by name only
 * @throws NotFound no such record or revision for this session
 * @throws Invalid a field that this revision does not hold
 */
export async function proofOf(
  instance: Instance,
  session: Session,
  id: string,
  revision?: number,
  disclose?: readonly string[],
): Promise<ProofFile> {
  const record = await readRecord(instance, session, id);
  await sequence(instance);
  return withSession(instance, session, async (db) => {
    const number = revision ?? record.revision;
    const [stored] = await revisionsOf(db, id, number);
    if (stored === undefined)
      throw new NotFound(`${record.reference} has no revision ${number}; its newest is ${record.revision}.`);
    const chosen =
      disclose === undefined ? unlessIdentity(record.kind, stored.encoded) : choose(stored.encoded, disclose);
    const index = (await logPositions(db, [stored.entry])).values().next().value;
    if (index === undefined) throw new NotFound('This revision is not in the log yet. Try again in a moment.');
    return {
      token: [stored.token, ...chosen, ''].join('~'),
      tlogProof: await tlogProofOf(instance, index),
      stamps: [],
      key: instance.keys.logKey,
      ...rotationsToTell(instance),
    };
  });
}

/** What a proof discloses unasked. Identity fields stay out of whatever is handed on, unless somebody names them. */
function unlessIdentity(kind: KindName, encoded: readonly string[]): string[] {
  const classes = KINDS[kind].fields as Readonly<Record<string, FieldSpec>>;
  return encoded.filter((part) => classes[readDisclosure(part).name.replace(/^body\./, '')]?.class !== 'identity');
}

function choose(encoded: readonly string[], disclose: readonly string[]): string[] {
  const names = encoded.map((part) => readDisclosure(part).name);
  for (const field of disclose) {
    if (!names.includes(field) && !names.includes(`body.${field}`)) {
      throw new Invalid([
        {
          path: '/disclose',
          code: 'unknown-field',
          // Not which one: what was sent may be a name.
          message: `names a field that this revision does not hold for you. It holds ${shortNames(names).join(', ')}.`,
        },
      ]);
    }
  }
  return encoded.filter((_, i) => {
    const name = names[i] as string;
    return ALWAYS.includes(name) || disclose.includes(name) || disclose.includes(name.replace(/^body\./, ''));
  });
}

/** Fields without their prefix, as `disclose` takes them. */
function shortNames(names: readonly string[]): string[] {
  return names.map((name) => name.replace(/^body\./, ''));
}

/**
 * C2SP tlog-proof@v1 of one entry, under the smallest cosigned checkpoint that covers it, else the smallest that an
 * authority stamped, else under the newest. After a
 * rotation none is chosen that an earlier key of the log signed: others may have that key.
 */
async function tlogProofOf(instance: Instance, index: number): Promise<string> {
  const db = instance.sequencer;
  const own = Number(instance.keys.logSpans.at(-1)?.from ?? 0n);
  const least = Math.max(index + 1, own);
  const outside = (await cosignedCovering(db, least)) ?? (await stampedCovering(db, least));
  const checkpoint = outside ?? (await newestCheckpoint(db));
  if (checkpoint === null || checkpoint.size <= index)
    throw new NotFound('No checkpoint covers this revision yet. Try again in a moment.');
  const proof = await inclusionProof(index, checkpoint.size, tileReader(db));
  return formatTlogProof({ index: BigInt(index), proof, checkpoint: await noteWithCosignatures(instance, checkpoint) });
}

/** A stored checkpoint together with the lines of its witnesses. */
export async function noteWithCosignatures(
  instance: Instance,
  { size, note }: { size: number; note: string },
): Promise<string> {
  const lines = await cosignaturesOf(instance.sequencer, size);
  return note + lines.map((line) => `${line}\n`).join('');
}

/** The newest checkpoint with its cosignatures, as `/checkpoint` and `cairn checkpoint export` give it; null before the first. */
export async function latestCheckpoint(instance: Instance): Promise<string | null> {
  const newest = await newestCheckpoint(instance.sequencer);
  return newest === null ? null : noteWithCosignatures(instance, newest);
}

/**
 * A tile of hashes or a bundle of entries by its C2SP tlog-tiles path; null where the signed log has none.
 *
 * @param within size of the checkpoint that the tile must lie in; left out, the newest one's
 */
export async function readTile(instance: Instance, path: string, within?: number): Promise<Uint8Array | null> {
  const tile = positionOf(path);
  const size = within ?? (await newestCheckpoint(instance.sequencer))?.size ?? 0;
  if (tile === null) return null;
  const level = tile.level === 'entries' ? 0 : tile.level;
  const end = (tile.index * TILE_WIDTH + tile.width) * TILE_WIDTH ** level;
  if (end > size) return null;
  if (tile.level !== 'entries') return tileReader(instance.sequencer)(level, tile.index, tile.width);
  const from = tile.index * TILE_WIDTH;
  return encodeEntryBundle(await entriesBetween(instance.sequencer, from, from + tile.width));
}

function positionOf(path: string): ReturnType<typeof parseTilePath> | null {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof TileError) return null;
    throw error;
  }
}
