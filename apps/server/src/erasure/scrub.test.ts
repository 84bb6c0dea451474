import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../database/index.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { alone, scrub } from './scrub-store.ts';

// What stands in the way of an erasure is said, and an erasure stands in nobody's way.

const SHORT = { others: 300, table: 300 };
let cairn: TestServer;
beforeAll(async () => {
  cairn = await startTestServer();
});
afterAll(() => cairn?.stop());

test('more erasures at once than there are connections follow one another', async () => {
  const pool = openPool(cairn.instance.database.url(), 2);
  try {
    let running = 0;
    const work = async (): Promise<number> => {
      const others = running++;
      await pool.query('select 1');
      running--;
      return others;
    };
    const failing = alone(pool, () => Promise.reject(new Error('broken')));
    const all = Promise.all(Array.from({ length: 6 }, () => alone(pool, work)));
    await expect(failing).rejects.toThrow('broken');
    expect(await Promise.race([all, sleep(5_000)])).toEqual([0, 0, 0, 0, 0, 0]);
  } finally {
    // One that starves never ends its pool.
    await Promise.race([pool.end(), sleep(1_000)]);
  }
});

test('a transaction that has written, though it does nothing now, keeps old rows: said, and nothing is rewritten for it', async () => {
  const { app, owner } = cairn.instance;
  const client = await app.connect();
  try {
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const idle = await owner.query('select backend_xmin from pg_stat_activity where pid = $1', [rows[0].pid]);
    expect(idle.rows).toEqual([{ backend_xmin: null }]);
    expect(await scrub(owner, SHORT)).toEqual([expect.stringMatching(/old rows: another transaction/)]);
  } finally {
    await client.query('rollback');
    client.release();
  }
  expect(await scrub(owner)).toEqual([]);
});

test('a table that somebody holds is left, and those who stood behind read on', async () => {
  const { owner } = cairn.instance;
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query('lock table cairn.disclosure in access share mode');
    const scrubbing = scrub(owner, SHORT);
    await sleep(100);
    const reading = owner.query('select 1 from cairn.disclosure limit 1');
    expect(await Promise.race([reading.then(() => 'read'), sleep(5_000)])).toBe('read');
    expect(await scrubbing).toEqual([expect.stringMatching(/cairn\.disclosure was not rewritten: .*lock timeout/)]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
