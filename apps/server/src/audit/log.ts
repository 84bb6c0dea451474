import {
  concat,
  equalBytes,
  Frontier,
  leafHash,
  openNote,
  openRotations,
  openSpannedCheckpoint,
  parseVerifierKey,
  type Rotation,
  TILE_WIDTH,
  toHex,
} from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import type { HighWater } from '../record/high-water.ts';
import type { Anchored, Queries } from '../record/index.ts';
import { isOwnKey } from '../record/rotation.ts';
import { rootOfTile } from '../record/tree.ts';
import { type EarlierLog, earlierLogs } from './earlier-logs.ts';
import type { Ledger } from './findings.ts';
import { checkpoints, entriesFrom, storedTiles, witnessKeys } from './log-store.ts';
import { following, LEAST } from './snapshot-store.ts';
import type { Stamped } from './stamps.ts';

const BATCH = 8192;

interface Wanted {
  readonly size: number;
  check(root: Uint8Array): void;
}

/**
 * Derives the whole tree from the entries and holds it against every tile, every checkpoint, the high-water mark and the
 * checkpoints given from outside.
 *
 * @param db a snapshot
 * @param against signed notes of earlier checkpoints that were kept elsewhere
 * @param stamped checkpoints with a stamp that verifies: each is an anchor like one that was kept elsewhere
 * @param mark the high-water mark as it was before the snapshot
 * @returns size of the log and what of it outsiders hold
 */
export async function auditLog(
  db: Queries,
  instance: Pick<Instance, 'keys'>,
  ledger: Ledger,
  { against, stamped = [], mark }: { against: readonly string[]; stamped?: readonly Stamped[]; mark: HighWater | null },
): Promise<{ size: number; anchored: Anchored }> {
  const signed = await checkedCheckpoints(db, instance, ledger);
  const held: { size: number; by: string[]; time: string | null }[] = [];
  const wanted: Wanted[] = [...signed.map((c) => rootOfCheckpoint(ledger, c))];
  if (mark !== null) wanted.push(rootOfMark(ledger, mark));
  for (const rotation of openRotations(instance.keys.rotations)) wanted.push(rootOfRotation(ledger, rotation));
  const earlier = await earlierLogs(db, ledger);
  for (const [i, note] of against.entries()) {
    const id = `outside checkpoint ${i + 1}`;
    if (!earlier.some((log) => log.expect(note, id))) wanted.push(...anchorOf(instance, ledger, note, id, held));
  }
  for (const { size, note, by, time, counts } of stamped) {
    const id = `stamp of checkpoint ${size} by ${by}`;
    const seen = { by: [by], time };
    if (!earlier.some((log) => log.expect(note, id)))
      wanted.push(...anchorOf(instance, ledger, note, id, counts ? held : [], seen));
  }
  const size = await growAndCompare(db, ledger, wanted, earlier);
  const last = signed.at(-1)?.size ?? 0;
  if (size > last)
    ledger.add(
      'log',
      `entry ${last}`,
      `${size - last} entries stand behind the last checkpoint; nobody signed them`,
      last,
      size,
    );
  for (const c of await cosigned(db, instance, ledger, signed)) held.push(c);
  const anchored = merged(held).sort((a, b) => b.size - a.size)[0];
  return { size, anchored: anchored ?? { size: 0, by: [], time: null } };
}

interface Signed {
  readonly size: number;
  readonly root: Uint8Array;
  readonly text: string;
}

async function checkedCheckpoints(db: Queries, instance: Pick<Instance, 'keys'>, ledger: Ledger): Promise<Signed[]> {
  const { origin: own, logSpans } = instance.keys;
  const signed: Signed[] = [];
  let before: string | null = null;
  for await (const row of checkpoints(db)) {
    ledger.checked.checkpoints += 1;
    const id = `checkpoint ${row.size}`;
    if (row.previous !== before)
      ledger.add('checkpoint', id, 'The checkpoint before it is missing or was altered.', row.previous, before);
    before = row.size;
    try {
      const { origin, size, root } = openSpannedCheckpoint(row.note, logSpans);
      const text = row.note.slice(0, row.note.lastIndexOf('\n\n') + 1);
      if (origin !== own || String(size) !== row.size)
        ledger.add('checkpoint', id, 'Its note speaks of another log or size.', row.size, `${origin} ${size}`);
      else signed.push({ size: Number(size), root, text });
      // Cosignatures are kept elsewhere: here stands the one signature that this log made.
      if (!/^\n— [^\n]+\n$/.test(row.note.slice(text.length)))
        ledger.add('checkpoint', id, "Its note holds more than the log's own signature.", '', row.note);
    } catch (error) {
      ledger.add('checkpoint', id, `Its signature does not verify: ${(error as Error).message}`);
    }
  }
  return signed;
}

function rootOfCheckpoint(ledger: Ledger, { size, root }: Signed): Wanted {
  return {
    size,
    check: (found) => {
      if (!equalBytes(root, found))
        ledger.add(
          'log',
          `checkpoint ${size}`,
          `The entries below ${size} are not those that were signed.`,
          toHex(root),
          toHex(found),
        );
    },
  };
}

function rootOfMark(ledger: Ledger, { size, root }: { size: number; root: Uint8Array }): Wanted {
  return {
    size,
    check: (found) => {
      if (!equalBytes(root, found))
        ledger.add(
          'log',
          `high-water mark ${size}`,
          'The tree is not the one that this folder saw signed.',
          toHex(root),
          toHex(found),
        );
    },
  };
}

/** Old and new key have both signed which tree the old one leaves. */
function rootOfRotation(ledger: Ledger, { number, size, root }: Rotation): Wanted {
  return {
    size: Number(size),
    check: (found) => {
      if (!equalBytes(root, found))
        ledger.add(
          'log',
          `rotation ${number}`,
          `The entries below ${size} are not those that were signed when the keys were replaced.`,
          toHex(root),
          toHex(found),
        );
    },
  };
}

/** A checkpoint from outside: of this log, not larger than it, and with its root. */
function anchorOf(
  instance: Pick<Instance, 'keys'>,
  ledger: Ledger,
  note: string,
  id: string,
  held: { size: number; by: string[]; time: string | null }[],
  seen: { by: string[]; time: string | null } = { by: ['a checkpoint kept outside'], time: null },
): Wanted[] {
  try {
    const { size, root } = openSpannedCheckpoint(note, instance.keys.logSpans);
    return [
      {
        size: Number(size),
        check: (found) => {
          if (equalBytes(root, found)) held.push({ size: Number(size), ...seen });
          else
            ledger.add(
              'anchor',
              id,
              `The log's first ${size} entries are not those of the checkpoint that was kept outside: history was rewritten.`,
              toHex(root),
              toHex(found),
            );
        },
      },
    ];
  } catch (error) {
    ledger.add(
      'anchor',
      id,
      `It is not signed by this log's key: it is of another log, or this one was replaced. ${(error as Error).message}`,
      instance.keys.logKey,
      note.slice(0, 100),
    );
    return [];
  }
}

async function growAndCompare(
  db: Queries,
  ledger: Ledger,
  wanted: Wanted[],
  earlier: readonly EarlierLog[],
): Promise<number> {
  const queue = wanted.sort((a, b) => a.size - b.size);
  const frontier = new Frontier();
  const tiles = new TileComparer(await storedTiles(db), ledger);
  const serve = (): void => {
    while (queue[0] !== undefined && queue[0].size <= frontier.size) queue.shift()?.check(frontier.root());
  };
  serve();
  let expected = 0n;
  for (let from: string | null = LEAST; from !== null; ) {
    const rows = await entriesFrom(db, from, BATCH);
    for (const { index, entry } of rows) {
      if (BigInt(index) < 0n) {
        ledger.add('log', `entry ${index}`, 'There is no such entry: somebody wrote it into the database.');
        continue;
      }
      if (BigInt(index) !== expected)
        ledger.add('log', `entry ${expected}`, 'The entry is missing from the log.', String(expected), index);
      expected = BigInt(index) + 1n;
      const leaf = leafHash(entry);
      frontier.append(leaf);
      tiles.add(0, leaf);
      for (const log of earlier) log.add(leaf);
      serve();
    }
    ledger.checked.leaves += rows.length;
    const last = rows.at(-1);
    from = last === undefined || rows.length < BATCH ? null : following(last.index);
  }
  tiles.end();
  for (const log of earlier) log.end();
  for (const { size } of queue)
    ledger.add(
      'anchor',
      `size ${size}`,
      `The log holds ${frontier.size} entries, but a checkpoint of ${size} was signed: it was rolled back.`,
      size,
      frontier.size,
    );
  return frontier.size;
}

/** Builds complete tiles as the log grows and holds each against the stored one. */
class TileComparer {
  readonly #stored: Map<string, { hashes: Uint8Array; root: Uint8Array }>;
  readonly #ledger: Ledger;
  readonly #edges: { hashes: Uint8Array[]; index: number }[] = [];

  constructor(stored: Map<string, { hashes: Uint8Array; root: Uint8Array }>, ledger: Ledger) {
    this.#stored = stored;
    this.#ledger = ledger;
  }

  add(level: number, hash: Uint8Array): void {
    this.#edges[level] ??= { hashes: [], index: 0 };
    const edge = this.#edges[level];
    edge.hashes.push(hash);
    if (edge.hashes.length < TILE_WIDTH) return;
    const hashes = concat(...edge.hashes);
    const root = rootOfTile(hashes);
    this.#compare(level, edge.index, hashes, root);
    this.#edges[level] = { hashes: [], index: edge.index + 1 };
    this.add(level + 1, root);
  }

  #compare(level: number, index: number, hashes: Uint8Array, root: Uint8Array): void {
    const key = `${level}/${index}`;
    const stored = this.#stored.get(key);
    this.#stored.delete(key);
    if (stored === undefined) this.#ledger.add('log', `tile ${key}`, 'The tile is missing.');
    else if (!equalBytes(stored.hashes, hashes))
      this.#ledger.add('log', `tile ${key}`, 'The tile is not that of its entries.', toHex(root), toHex(stored.root));
    else if (!equalBytes(stored.root, root))
      this.#ledger.add(
        'log',
        `tile ${key}`,
        "The tile's root is not that of its hashes.",
        toHex(root),
        toHex(stored.root),
      );
  }

  end(): void {
    for (const key of this.#stored.keys()) this.#ledger.add('log', `tile ${key}`, 'The log has no such tile.');
  }
}

/** Checkpoints with cosignatures of configured witnesses; a line that does not verify is a finding. */
async function cosigned(
  db: Queries,
  { keys }: Pick<Instance, 'keys'>,
  ledger: Ledger,
  signed: readonly Signed[],
): Promise<{ size: number; by: string[]; time: string | null }[]> {
  const { lines, active, known } = await witnessKeys(db);
  const verifiers = known.flatMap((vkey) => {
    try {
      return [parseVerifierKey(vkey)];
    } catch {
      return [];
    }
  });
  const own = new Set(verifiers.filter(({ publicKey }) => isOwnKey(keys, publicKey)).map(({ name }) => name));
  for (const name of own)
    if (active.has(name)) ledger.add('cosignature', `witness ${name}`, 'It is this instance itself: it is no anchor.');
  const held: { size: number; by: string[]; time: string | null }[] = [];
  const bySize = new Map(signed.map((c) => [c.size, c]));
  for (const { size, line } of lines) {
    const checkpoint = bySize.get(size);
    const id = `cosignature of checkpoint ${size}`;
    try {
      if (checkpoint === undefined) throw new Error('there is no such checkpoint');
      const [seen] = openNote(`${checkpoint.text}\n${line}\n`, verifiers).signatures;
      if (seen === undefined || !active.has(seen.name) || own.has(seen.name)) continue;
      held.push({
        size,
        by: [seen.name],
        time: seen.timestamp === undefined ? null : new Date(Number(seen.timestamp) * 1000).toISOString(),
      });
    } catch (error) {
      ledger.add('cosignature', id, `It does not verify: ${(error as Error).message}`, '', line);
    }
  }
  return merged(held);
}

function merged(
  held: readonly { size: number; by: string[]; time: string | null }[],
): { size: number; by: string[]; time: string | null }[] {
  const sizes = new Map<number, { size: number; by: string[]; time: string | null }>();
  for (const { size, by, time } of held) {
    const one = sizes.get(size) ?? { size, by: [], time: null };
    one.by.push(...by);
    if (time !== null && (one.time === null || time > one.time)) one.time = time;
    sizes.set(size, one);
  }
  return [...sizes.values()];
}
