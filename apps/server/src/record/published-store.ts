import type { Queries } from './log-store.ts';

/** Size of the checkpoint of the last slot; null before the first. */
export async function publishedSize(db: Queries): Promise<number | null> {
  const { rows } = await db.query('select size from cairn.published_head order by slot desc limit 1');
  return rows[0] === undefined ? null : Number(rows[0].size);
}

/** Chooses the newest checkpoint for a slot that has none yet. One that lies far ahead was chosen while a clock was wrong. */
export async function choosePublished(db: Queries, slot: Date): Promise<void> {
  await db.query(
    `insert into cairn.published_head (slot, size)
     select $1, size from cairn.checkpoint order by size desc limit 1 on conflict do nothing`,
    [slot],
  );
  await db.query("delete from cairn.published_head where slot < $1 or slot > $1 + interval '1 day'", [slot]);
}
