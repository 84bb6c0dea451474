import {
  equalBytes,
  formatCheckpoint,
  frontierOf,
  growTiles,
  type KeySpan,
  leafHash,
  openSpannedCheckpoint,
  signNote,
  TILE_WIDTH,
  toHex,
} from '@cairn/ledger';
import type { PoolClient } from 'pg';
import { type Instance, inTransaction } from '../database/index.ts';
import { beginLog, logSetting } from './genesis.ts';
import { raiseHighWater, readHighWater, requireHighWater } from './high-water.ts';
import {
  alreadyLogged,
  entryCount,
  insertCheckpoint,
  insertEntries,
  insertTiles,
  lockLog,
  newestCheckpoint,
  pendingCount,
  type Queries,
  type StoredTile,
  takePending,
  tileAt,
  tileVersions,
} from './log-store.ts';
import { rootOfTile, TreeDamaged, tileIsSound, tileReader } from './tree.ts';

/** Entries that one step takes at most: bounds its memory and the time that the lock is held. */
const STEP = 16_384;

/** Per instance: the complete tiles found sound, by where their row stands on disk. */
const soundTiles = new WeakMap<Instance, Map<string, string>>();

/**
 * Appends what is pending to the log and signs checkpoints until nothing waits. Each step is one transaction under the
 * log's lock; no signature leaves before its commit. A log without a checkpoint gets its first one, of size 0 or more.
 *
 * @returns the size of the log
 * @throws TreeDamaged when the stored tree is not the one signed before; nothing is signed then, and nothing is lost
 */
export async function sequence(instance: Instance): Promise<number> {
  if (await hasNotBegun(instance)) await beginLog(instance);
  for (;;) {
    const { size, more } = await step(instance);
    if (!more) return size;
  }
}

/** A log whose first entry waits has begun: a restore writes its own. */
async function hasNotBegun({ sequencer, owner, data, keys }: Instance): Promise<boolean> {
  if ((await newestCheckpoint(sequencer)) !== null || readHighWater(data.keys) !== null) return false;
  return (await logSetting(owner))?.origin !== keys.origin;
}

async function step(instance: Instance): Promise<{ size: number; more: boolean }> {
  const done = await inTransaction(instance.sequencer, async (db) => {
    await lockLog(db);
    const last = await verifiedHead(instance, db);
    const taken = await takePending(db, STEP);
    const known = await alreadyLogged(db, taken);
    const entries = taken.filter((entry) => !known.has(toHex(entry)));
    if (last !== null && entries.length === 0) return { size: last.size, root: null, more: taken.length === STEP };
    await requireOwnKeys(instance);
    const { size, root, note } = await append(instance, db, last?.size ?? 0, entries);
    if (!(await insertCheckpoint(db, size, note, last?.size ?? null)))
      throw new TreeDamaged('another checkpoint was written meanwhile');
    return { size, root, more: taken.length === STEP || (await pendingCount(db)) > 0 };
  });
  // Only now does the signature exist for anybody else: the transaction is committed.
  if (done.root !== null) await raiseMark(instance, done.size, done.root);
  return done;
}

/** Another process may have signed meanwhile, and shares the file of the mark. */
async function raiseMark({ sequencer, data, keys }: Instance, size: number, root: Uint8Array): Promise<void> {
  await inTransaction(sequencer, async (db) => {
    await lockLog(db);
    raiseHighWater(data.keys, { origin: keys.origin, size, root });
  });
}

/** A folder's keys may be an old copy: nothing is signed with keys that the log has given up. */
async function requireOwnKeys({ owner, keys }: Instance): Promise<void> {
  const named = (await logSetting(owner))?.logKey;
  if (named !== undefined && named !== keys.logKey)
    throw new TreeDamaged('the log names another key than the one in this folder: it is an old copy of its keys');
}

/** The stored tree must first reproduce the last signed root and the high-water mark. */
async function verifiedHead(instance: Instance, db: PoolClient): Promise<{ size: number; root: Uint8Array } | null> {
  const { origin, logSpans } = instance.keys;
  const last = await newestCheckpoint(db);
  const mark = readHighWater(instance.data.keys);
  if (last === null) {
    await requireHighWater(db, mark, origin, 0);
    return null;
  }
  const head = readOwnCheckpoint(last.note, logSpans);
  if (head.origin !== origin || head.size !== last.size)
    throw new TreeDamaged(`checkpoint ${last.size} speaks of ${head.origin}, size ${head.size}`);
  await requireSoundTiles(instance, db);
  const root = (await frontierOf(last.size, tileReader(db))).root();
  if (!equalBytes(root, head.root))
    throw new TreeDamaged(`the stored tree does not give the root of checkpoint ${last.size}`);
  const stored = await entryCount(db);
  if (stored !== last.size) throw new TreeDamaged(`${stored} entries are stored, ${last.size} were signed`);
  await requireHighWater(db, mark, origin, last.size);
  return { size: last.size, root };
}

/** @throws TreeDamaged when the note does not carry this instance's own signature */
export function readOwnCheckpoint(
  note: string,
  spans: readonly KeySpan[],
): { origin: string; size: number; root: Uint8Array } {
  try {
    const { origin, size, root } = openSpannedCheckpoint(note, spans);
    return { origin, size: Number(size), root };
  } catch (error) {
    throw new TreeDamaged(
      `the last checkpoint does not verify (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** Re-checks every complete tile whose row was written since this process last looked. */
async function requireSoundTiles(instance: Instance, db: Queries): Promise<void> {
  const known = soundTiles.get(instance) ?? new Map<string, string>();
  const now = await tileVersions(db);
  const parents = new Map<string, StoredTile>();
  for (const [tile, version] of now) {
    if (known.get(tile) === version) continue;
    const [level, index] = tile.split('/').map(Number) as [number, number];
    const stored = await tileAt(db, level, index);
    if (stored === null || !tileIsSound(stored)) throw new TreeDamaged(`tile ${tile} was altered`);
    await requireInParent(db, stored, parents);
    known.set(tile, version);
  }
  for (const tile of known.keys()) if (!now.has(tile)) throw new TreeDamaged(`tile ${tile} is missing`);
  soundTiles.set(instance, known);
}

/** A complete tile's root must stand in the tile above it, where that one is complete; else the head's root covers it. */
async function requireInParent(db: Queries, tile: StoredTile, parents: Map<string, StoredTile>): Promise<void> {
  const index = Math.floor(tile.index / TILE_WIDTH);
  const key = `${tile.level + 1}/${index}`;
  const parent = parents.get(key) ?? (await tileAt(db, tile.level + 1, index));
  if (parent === null) return;
  parents.set(key, parent);
  const at = (tile.index % TILE_WIDTH) * 32;
  if (!equalBytes(parent.hashes.subarray(at, at + 32), tile.root))
    throw new TreeDamaged(`tile ${tile.level}/${tile.index} was altered`);
}

async function append(
  instance: Instance,
  db: PoolClient,
  from: number,
  entries: readonly Uint8Array[],
): Promise<{ size: number; root: Uint8Array; note: string }> {
  const read = tileReader(db);
  const frontier = await frontierOf(from, read);
  const leaves = entries.map(leafHash);
  const grown = await growTiles(from, leaves, read);
  for (const leaf of leaves) frontier.append(leaf);
  await insertEntries(db, from, entries);
  await insertTiles(
    db,
    grown.filter((tile) => tile.width === TILE_WIDTH).map((tile) => ({ ...tile, root: rootOfTile(tile.hashes) })),
  );
  const size = from + entries.length;
  const root = frontier.root();
  const note = signNote(formatCheckpoint({ origin: instance.keys.origin, size: BigInt(size), root }), [
    instance.keys.log,
  ]);
  return { size, root, note };
}
