import type { Pool } from 'pg';

/**
 * Counts one more attempt unless its pause lasts.
 *
 * @param pauses seconds after the first, second … attempt; the last holds for all further ones
 * @returns seconds still to wait; 0 when the attempt may be made
 */
export async function countAttempt(db: Pool, key: Uint8Array, pauses: readonly number[]): Promise<number> {
  const { rows } = await db.query<{ wait: string }>(
    `with counted as (
       insert into cairn.throttle as t (key, failures, until) values ($1, 1, clock_timestamp() + make_interval(secs => ($2::float8[])[1]))
       on conflict (key) do update set
         failures = case when t.until < clock_timestamp() - interval '1 hour' then 1 else t.failures + 1 end,
         until = clock_timestamp() + make_interval(secs => case when t.until < clock_timestamp() - interval '1 hour' then ($2::float8[])[1]
           else ($2::float8[])[least(t.failures + 1, cardinality($2::float8[]))] end)
       where t.until <= clock_timestamp()
       returning 0 as wait
     )
     select coalesce((select wait from counted), (select extract(epoch from until - clock_timestamp()) from cairn.throttle where key = $1), 1) as wait`,
    [key, pauses],
  );
  // What counts no more is swept out now and then: the table stays as small as an hour's attempts.
  if (Math.random() < 0.01)
    await db.query("delete from cairn.throttle where until < clock_timestamp() - interval '1 hour'");
  return Math.max(0, Number(rows[0]?.wait ?? 1));
}

export async function forgetAttempts(db: Pool, key: Uint8Array): Promise<void> {
  await db.query('delete from cairn.throttle where key = $1', [key]);
}
