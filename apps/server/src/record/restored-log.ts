import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { growTiles, leafHash, TILE_WIDTH } from '@cairn/ledger';
import { type Instance, writeDurably } from '../database/index.ts';
import { beginLog, type Continued, describeLog, type LogSetting } from './genesis.ts';
import { raiseHighWater } from './high-water.ts';
import { entriesBetween, insertTiles } from './log-store.ts';
import { logAgain, markUnlogged, signedCheckpoints, unloggedCount } from './restored-store.ts';
import { rootOfTile, tileReader } from './tree.ts';

/** A multiple of a tile's width, so that no tile has to be looked up again. */
const BATCH = 64 * TILE_WIDTH;

/**
 * Lets the restored log go on: its tiles are derived anew, the high-water mark is set beside the key, and its next entry
 * says that the witness's key is another one now.
 */
export async function continueLog(
  instance: Instance,
  log: { readonly size: number; readonly root: Uint8Array },
  setting: LogSetting,
): Promise<void> {
  for (let from = 0; from < log.size; from += BATCH) {
    const leaves = (await entriesBetween(instance.owner, from, Math.min(from + BATCH, log.size))).map(leafHash);
    const tiles = (await growTiles(from, leaves, tileReader(instance.owner))).filter(
      ({ width }) => width === TILE_WIDTH,
    );
    await insertTiles(
      instance.owner,
      tiles.map((tile) => ({ ...tile, root: rootOfTile(tile.hashes) })),
    );
  }
  await markUnlogged(instance.owner);
  raiseHighWater(instance.data.keys, { origin: setting.origin, size: log.size, root: log.root });
  await describeLog(
    instance,
    setting.continues,
    'Restored from a backup. What this instance cosigned may be forgotten: the witness key is retired.',
  );
}

/**
 * Begins a new log in the open: its first entry names the old one and the gap, and all old entries follow in their old
 * order. What was signed over the old log stays in the data folder.
 */
export async function forkLog(instance: Instance, continues: Continued): Promise<void> {
  await keepSigned(instance, continues);
  await beginLog(instance, { ...continues, waiting: await unloggedCount(instance.owner) });
  await logAgain(instance.owner);
}

/** Keeps the checkpoints and cosignatures of the old log: `earlier-logs/<origin>/checkpoints.jsonl`, the newest as a note. */
async function keepSigned(instance: Instance, { continues: _, ...log }: Continued): Promise<void> {
  const folder = join(instance.data.root, 'earlier-logs', log.origin.replaceAll(/[^\w.-]/g, '_'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = createWriteStream(join(folder, 'checkpoints.jsonl'), { mode: 0o600, flush: true });
  let newest = log.checkpoint;
  for await (const rows of signedCheckpoints(instance.owner)) {
    for (const row of rows) file.write(`${JSON.stringify(row)}\n`);
    newest = rows.at(-1)?.note ?? newest;
  }
  await finished(file.end());
  writeDurably(join(folder, 'newest-checkpoint.txt'), newest);
  writeDurably(join(folder, 'log.json'), `${JSON.stringify(log, null, 2)}\n`);
}
