import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ucdpCsv } from '../../../../bench/ucdp-rows.ts';
import { addCompartment, addUser } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { type Instance, openInstance } from '../database/index.ts';
import { sequence } from '../record/index.ts';
import { openFresh } from '../testing/fresh.ts';
import { Dice } from './demo/random.ts';

const ROWS = 3000;
const KILLS = 50;
/** How many of the kills hit the process that owns the database, so that PostgreSQL itself has to recover. */
const OWNER_KILLS = 10;

const seed = Number(process.env.CAIRN_SEED ?? Date.now() % 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'cairn-crash-'));
const data = join(folder, 'data');
const file = join(folder, 'rows.csv');

beforeAll(async () => {
  const out = createWriteStream(file);
  for (const piece of ucdpCsv(ROWS)) out.write(piece);
  out.end();
  await finished(out);
  const instance = await openFresh(data);
  await addUser(instance, 'operator:tester', { email: 'lead@example.org', name: 'Lead' });
  await sequence(instance);
  await instance.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly acknowledged: string[];
  readonly finished: boolean;
}

/**
 * Imports in a process of its own, killed without warning some time after it began to write.
 *
 * @param told the time counts from when something was acknowledged, however slow the machine is
 */
async function importKilledAfter(compartment: string, ms: number, told = false): Promise<Run> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../testing/crash-import.ts', import.meta.url)), data, file, compartment],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  let problems = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const lines = told ? 2 : 1;
  while (text.split('\n').length <= lines && child.exitCode === null) await sleep(5);
  await Promise.race([sleep(ms), ended(child)]);
  child.kill('SIGKILL');
  await ended(child);
  if (child.exitCode !== null && child.exitCode !== 0) throw new Error(problems);
  // The last line may be cut: what was not told whole was not acknowledged.
  const said = text.split('\n').slice(1, -1);
  return {
    acknowledged: said.filter((line) => !line.startsWith('done')).flatMap((line) => line.split(' ')),
    finished: said.at(-1)?.startsWith('done') ?? false,
  };
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', done));
}

async function requireAcknowledged(instance: Instance, acknowledged: readonly string[]): Promise<void> {
  const { rows } = await instance.owner.query("select record::text || '/' || number as id from cairn.revision");
  const there = new Set(rows.map((row) => row.id));
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
}

async function newCompartment(instance: Instance, n: number): Promise<string> {
  const name = `Crash ${n}`;
  await addCompartment(instance, 'operator:tester', { name, lead: 'lead@example.org', code: `CR${n}` });
  return name;
}

test(`an import killed at ${KILLS} random moments keeps all that it acknowledged, and running it again completes it`, {
  timeout: 600_000,
}, async () => {
  console.log(`crash test: seed ${seed} (CAIRN_SEED=${seed} repeats it)`);
  const random = new Dice(seed);
  const acknowledged: string[] = [];
  let instance: Instance | null = await openInstance({ data });
  let n = 0;
  let compartment = await newCompartment(instance, n);
  for (let kill = 0; kill < KILLS; kill++) {
    const owner = kill % (KILLS / OWNER_KILLS) === 0;
    if (owner && instance !== null) {
      await instance.close();
      instance = null;
    }
    const run = await importKilledAfter(compartment, random.next() * 900, kill % 2 === 1);
    acknowledged.push(...run.acknowledged);
    instance ??= await openInstance({ data });
    if (run.finished) compartment = await newCompartment(instance, ++n);
    await requireAcknowledged(instance, run.acknowledged);
  }
  if (instance === null) throw new Error('not open');
  expect(acknowledged.length).toBeGreaterThan(0);
  const last = await importKilledAfter(compartment, 300_000);
  expect(last.finished).toBe(true);
  await requireAcknowledged(instance, acknowledged);
  await sequence(instance);
  expect((await audit(instance)).findings).toEqual([]);
  const { rows } = await instance.owner.query(
    "select count(distinct (e.id, e.occurrence)) as rows, count(*) as n from cairn.external_record e join cairn.compartment c on c.id = e.compartment where c.name = $1 and e.role = 'incident'",
    [compartment],
  );
  expect(Number(rows[0].rows)).toBe(ROWS);
  expect(Number(rows[0].n)).toBe(ROWS);
  await instance.close();
});
