import type { Pool, PoolClient } from 'pg';

/** A move of all files from one kind of store to another. */
export interface StoreMove {
  readonly id: string;
  readonly began: Date;
  /** Null while it goes on. */
  readonly ended: Date | null;
  readonly origin: string;
  readonly target: string;
  readonly files: string;
  readonly bytes: string;
}

/** Moves, oldest first. */
export async function storeMoves(db: Pick<Pool | PoolClient, 'query'>): Promise<StoreMove[]> {
  return (await db.query('select * from cairn.store_move order by began, id')).rows;
}

/** How far a move has come. */
export interface MoveProgress {
  readonly done: number;
  readonly left: number;
  readonly bytes: number;
}

export async function moveProgress(db: Pick<Pool, 'query'>, move: string): Promise<MoveProgress> {
  const { rows } = await db.query('select done, remaining, bytes from cairn.store_progress where move = $1', [move]);
  const { done = 0, remaining = 0, bytes = 0 } = rows[0] ?? {};
  return { done: Number(done), left: Number(remaining), bytes: Number(bytes) };
}

export async function keepProgress(
  db: Pick<Pool, 'query'>,
  move: string,
  { done, left, bytes }: MoveProgress,
): Promise<void> {
  await db.query(
    `insert into cairn.store_progress (move, done, remaining, bytes) values ($1, $2, $3, $4)
     on conflict (move) do update set done = excluded.done, remaining = excluded.remaining, bytes = excluded.bytes`,
    [move, done, left, bytes],
  );
}

export async function forgetProgress(db: Pick<Pool, 'query'>): Promise<void> {
  await db.query('delete from cairn.store_progress');
}

/** Gives up every lock of a connection that is about to end. */
export async function letGo(db: PoolClient): Promise<void> {
  await db.query('select pg_advisory_unlock_all()').catch(() => undefined);
}

/** Takes the one place from which a move is led, if nobody has it; it goes with the connection. */
export async function claimMove(db: PoolClient): Promise<boolean> {
  return (await db.query('select pg_try_advisory_lock(815310) as mine')).rows[0].mine;
}
