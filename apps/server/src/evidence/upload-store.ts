import type { Pool } from 'pg';

/** An upload as its account sees it. */
export interface Upload {
  readonly id: string;
  /** UUID of the compartment. */
  readonly compartment: string;
  readonly bytes: number;
  /** How many of them are on the disk for certain. */
  readonly received: number;
  readonly created: Date;
  readonly expires: Date;
  /** Whether a request writes to it at this moment. */
  readonly held: boolean;
  /** The item that it became. */
  readonly item: string | null;
}

/** How long an upload without progress is kept, and a request that is heard of no more keeps others out. */
export const LIFETIME = '24 hours';
const LEASE = '10 seconds';

export async function openUpload(
  app: Pool,
  given: { secret: string; id: string; compartment: string; bytes: number; most: number; room: number },
): Promise<'made' | 'unknown' | 'reader' | 'many' | 'full'> {
  const { secret, id, compartment, bytes, most, room } = given;
  const { rows } = await app.query('select cairn.open_upload($1, $2, $3, $4, $5, $6::interval, $7) as answer', [
    ...[secret, id, compartment, bytes, most, LIFETIME, Math.max(0, Math.floor(room))],
  ]);
  return rows[0].answer;
}

/** The named uploads of the session's account, or all that became no item yet. */
export async function uploadsOf(app: Pool, secret: string, ids: readonly string[] | null): Promise<Upload[]> {
  const { rows } = await app.query('select * from cairn.uploads_of($1, $2::uuid[])', [secret, ids]);
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes), received: Number(row.received) }));
}

export async function holdUpload(app: Pool, secret: string, id: string, by: string): Promise<boolean> {
  const { rows } = await app.query('select cairn.hold_upload($1, $2, $3, $4::interval) as held', [
    ...[secret, id, by],
    LEASE,
  ]);
  return rows[0].held;
}

/** @returns false where the upload is held by others now, or the session has ended */
export async function noteUpload(
  app: Pool,
  { secret, id, by, received }: { secret: string; id: string; by: string; received: number },
): Promise<boolean> {
  const { rows } = await app.query('select cairn.note_upload($1, $2, $3, $4, $5::interval, $6::interval) as noted', [
    ...[secret, id, by, received],
    ...[LEASE, LIFETIME],
  ]);
  return rows[0].noted;
}

export async function releaseUploads(app: Pool, ids: readonly string[], by: string): Promise<void> {
  await app.query('select cairn.release_uploads($1::uuid[], $2)', [ids, by]);
}

export async function dropUpload(app: Pool, secret: string, id: string, by: string): Promise<boolean> {
  const { rows } = await app.query('select cairn.drop_upload($1, $2, $3) as dropped', [secret, id, by]);
  return rows[0].dropped;
}

export async function settleUploads(
  app: Pool,
  { secret, by, ids, items }: { secret: string; by: string; ids: readonly string[]; items: readonly string[] },
): Promise<void> {
  await app.query('select cairn.settle_uploads($1, $2::uuid[], $3, $4::uuid[])', [secret, ids, by, items]);
}

/**
 * Removes the rows of uploads that have ended: without progress for too long, or of an account that was suspended or may
 * write there no more. One that a request holds is left until it lets go.
 */
export async function dropEnded(access: Pool): Promise<string[]> {
  const { rows } = await access.query(
    `delete from cairn.upload u
     where (u.held is null or u.held < clock_timestamp()) and (u.expires <= clock_timestamp() or not exists (
       select from cairn.account a join cairn.member m on m.account = a.id
       where a.id = u.account and not a.suspended and m.compartment = u.compartment and m.role >= 'contributor'))
     returning u.id`,
  );
  return rows.map(({ id }) => id);
}

/** Which of these uploads have a row. */
export async function uploadsKnown(access: Pool, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await access.query('select id from cairn.upload where id = any ($1::uuid[])', [ids]);
  return new Set(rows.map(({ id }) => id));
}
