import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { type Instance, inTransaction } from '../database/index.ts';
import { type Deed, decideDeeds, Refusal } from '../record/index.ts';
import {
  AddressHolds,
  backendAt,
  type FormerPlace,
  IN_FOLDER,
  type Place,
  placeName,
  removeAbandoned,
  S3Backend,
  StoreError,
  type StoreSetting,
  samePlace,
  storeSetting,
} from '../store/index.ts';
import { Carrying } from './carrying.ts';
import {
  claimMove,
  forgetProgress,
  letGo,
  type MoveProgress,
  moveProgress,
  type StoreMove,
  storeMoves,
} from './move-store.ts';

/** What a move came to. */
export interface MoveReport {
  readonly to: Place['kind'];
  readonly files: number;
  readonly bytes: number;
  /** Whether all of it is done; else it is called again, and goes on. */
  readonly ended: boolean;
  /** Items whose files were altered before: they were moved as they are. */
  readonly altered: readonly string[];
  /** Addresses at which both stores hold a file, and not the same: they were left in both. */
  readonly differing: readonly string[];
}

export interface MoveOptions {
  readonly by: string;
  readonly progress?: (progress: MoveProgress) => void;
  /** Ends the move after the files that are under way; called again, it goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Moves all files to another store while others add and read: from the first moment on, new files land there. A file leaves
 * the old store only after it was read back from the new one. Broken off at any moment, it goes on when it is called again.
 *
 * @throws Refusal when another process moves files now
 * @throws StoreError when a store does not answer or does not fit; what was moved by then stays moved
 */
export async function moveStore(instance: Instance, to: Place, options: MoveOptions): Promise<MoveReport> {
  const db = await instance.owner.connect();
  try {
    if (!(await claimMove(db)))
      throw new Refusal(
        'Another process is moving the store now.',
        '',
        'Let it end, or stop it; then call this again.',
      );
    await requireFit(instance, to);
    const move = await begin(instance, to, options.by);
    if (move === null) return { to: to.kind, files: 0, bytes: 0, ended: true, altered: [], differing: [] };
    const before = await moveProgress(instance.owner, move.id);
    const carrying = new Carrying(instance, new AddressHolds(db), move.id, before, options);
    try {
      await carryAll(instance, move, carrying, options);
    } finally {
      await carrying.keep(true);
    }
    const left = (await storeSetting(instance.access)).former.length;
    const { files, bytes, altered, differing } = carrying;
    return { to: to.kind, files, bytes, ended: left === 0, altered: [...altered], differing: [...differing] };
  } finally {
    // With its connection its locks go, but a moment later than whoever calls again at once.
    await letGo(db);
    db.release(true);
  }
}

async function carryAll(
  instance: Instance,
  move: StoreMove,
  carrying: Carrying,
  { by, signal }: MoveOptions,
): Promise<void> {
  const { current, former } = await storeSetting(instance.access);
  for (const place of former) {
    const [from, target] = [backendAt(instance, place), backendAt(instance, current)];
    await carrying.named(from, target);
    await carrying.rest(from, target);
    if (signal?.aborted || carrying.differing.size > 0) return;
    // Whoever lands a file there from now on sees that it is given up, and carries it on; then nothing comes any more.
    await change(instance, by, 'The former store is closed', (now) => [closed(now, place), null]);
    await carrying.rest(from, target);
    if (signal?.aborted || carrying.differing.size > 0) return;
    await change(instance, by, 'The store has moved', (now) => {
      const left = { ...now, former: now.former.filter((each) => !samePlace(each, place)) };
      const { files, bytes } = carrying;
      const done = { ...rowOf(move), files, bytes, ended: new Date().toISOString() };
      return [left, left.former.length > 0 ? null : done];
    });
  }
  await removeAbandoned(instance);
}

function closed(setting: StoreSetting, place: Place): StoreSetting {
  const former = setting.former.map((each) => (samePlace(each, place) ? { ...each, closed: true } : each));
  return { ...setting, former };
}

/** A store that does what is asked of it, and lets go what is erased. */
async function requireFit(instance: Instance, to: Place): Promise<void> {
  const store = backendAt(instance, to);
  if (!(store instanceof S3Backend)) return;
  if (await store.keepsDeleted())
    throw new StoreError(
      `${placeName(to)} keeps what is deleted (versions are switched on): what is erased would stay there. Take a bucket without versions.`,
    );
  await store.probe();
}

/** @returns the move that is to be done now; null where all lies there already */
async function begin(instance: Instance, to: Place, by: string): Promise<StoreMove | null> {
  const began = new Date().toISOString();
  if ((await storeSetting(instance.access)).former.length === 0) await forgetProgress(instance.owner);
  await change(instance, by, 'The store begins to move', (now, open) => {
    if (samePlace(now.current, to)) return [now, null];
    const former: FormerPlace[] = [now.current, ...now.former.filter((each) => !samePlace(each, to))];
    const row = { id: randomUUID(), began, ended: null, origin: now.current.kind, target: to.kind, files: 0, bytes: 0 };
    // One that is turned round ends here.
    return [{ current: to, former }, row, ...open.map((each) => ({ ...rowOf(each), ended: began }))];
  });
  return inTransaction(instance.access, async (db) => {
    const { former } = await storeSetting(db);
    return former.length === 0 ? null : ((await openMoves(db)).at(-1) ?? null);
  });
}

type Row = Record<string, unknown>;
type Change = (now: StoreSetting, open: readonly StoreMove[]) => [StoreSetting, ...(Row | null)[]];

/** Changes where files are, and enters it, as it is at this moment. */
async function change(instance: Instance, by: string, reason: string, decide: Change): Promise<void> {
  await decideDeeds(instance, async (db) => {
    const now = await storeSetting(db);
    const [value, ...moves] = decide(now, await openMoves(db));
    const setting = { table: 'setting' as const, row: { name: 'store', value }, by, reason };
    const rows = moves.flatMap((row): Deed[] => (row === null ? [] : [{ table: 'store_move', row, by, reason }]));
    return JSON.stringify(now) === JSON.stringify(value) ? rows : [setting, ...rows];
  });
}

async function openMoves(db: PoolClient): Promise<StoreMove[]> {
  return (await storeMoves(db)).filter(({ ended }) => ended === null);
}

function rowOf({ began, ended, ...move }: StoreMove): Row {
  return { ...move, began: began.toISOString(), ended: ended?.toISOString() ?? null };
}

/** Says that all files lie in the folder, as after a restore, wherever they lay when the backup was made. */
export async function returnToFolder(instance: Instance, by: string, reason: string): Promise<void> {
  const ended = new Date().toISOString();
  await change(instance, by, reason, (_now, open) => [IN_FOLDER, ...open.map((each) => ({ ...rowOf(each), ended }))]);
  await forgetProgress(instance.owner);
}
