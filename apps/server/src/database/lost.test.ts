import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { openDatabase } from './embedded.ts';
import { isConnectionLost } from './errors.ts';
import { openPool } from './pool.ts';
import { inTransaction } from './transaction.ts';

let base: string;
let database: Database;

beforeEach(async () => {
  base = mkdtempSync(path.join(os.tmpdir(), 'cairn-lost-'));
  database = await openDatabase(path.join(base, 'data'), { create: true });
});

afterEach(async () => {
  await database.stop('fast');
  rmSync(base, { recursive: true, force: true });
});

it('outlives the kill of one PostgreSQL process while ten clients work, and serves again', async () => {
  const pool = openPool(database.url(), 6);
  const faults: unknown[] = [];
  const unheard = (fault: unknown) => void faults.push(fault);
  process.on('uncaughtException', unheard);
  const failures: unknown[] = [];
  let working = true;
  let after = 0;
  let killed = false;
  const client = async (turn: number): Promise<void> => {
    while (working) {
      try {
        if (turn % 2 === 0) await pool.query('SELECT pg_sleep(0.01)');
        // A connection that is held while nothing runs on it has nobody to tell but its listeners.
        else await inTransaction(pool, (db) => db.query('SELECT 1').then(() => sleep(20)));
        if (killed) after++;
      } catch (error) {
        failures.push(error);
        await sleep(20);
      }
    }
  };
  const clients = Array.from({ length: 10 }, (_, turn) => client(turn));
  await sleep(300);
  const { rows } = await pool.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1",
  );
  execFileSync('kill', ['-9', String(rows[0]?.pid)]);
  killed = true;
  for (let turn = 0; turn < 400 && !(failures.length > 0 && after > 100); turn++) await sleep(50);
  working = false;
  await Promise.all(clients);
  process.off('uncaughtException', unheard);
  expect(faults).toEqual([]);
  expect(failures.filter((failure) => !isConnectionLost(failure))).toEqual([]);
  expect(failures.length).toBeGreaterThan(0);
  expect(after).toBeGreaterThan(100);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
