import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { openInstance } from '../database/index.ts';
import { Dice } from '../exchange/demo/random.ts';
import { commit, newId, sequence } from '../record/index.ts';
import { storeFile } from '../store/index.ts';
import { type ErasureSubject, startErasureSubject, traces } from '../testing/erasure-subject.ts';
import { approveErasure, type Erasure, exportErasures, finishErasures, listErasures, requestErasure } from './index.ts';

const KILLS = 8;
const seed = Number(process.env.CAIRN_SEED ?? Date.now() % 1_000_000);

let subject: ErasureSubject;
beforeAll(async () => {
  subject = await startErasureSubject();
});
afterAll(() => subject?.stop());

async function requested(value: string): Promise<Erasure> {
  const { instance, compartment, folder, people } = subject;
  const path = join(folder, 'letter.txt');
  writeFileSync(path, `A letter of ${value}.\n`);
  const file = await storeFile(instance, compartment, path);
  const of = { compartment, base: 0 };
  await commit(
    instance,
    people.lead,
    [
      { ...of, id: newId(), kind: 'incident', body: { title: `At ${value}` } },
      { ...of, id: newId(), kind: 'item', body: { itemKind: 'file', file } },
    ],
    'Planted',
  );
  writeFileSync(path, '');
  return requestErasure(instance, people.lead, { targets: [], value, reason: 'Asked to' });
}

/** Approves in a process of its own, killed without warning some time after it began. */
async function approvalKilledAfter(id: string, ms: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../testing/crash-erasure.ts', import.meta.url)), subject.data, subject.tokens.second, id],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  let problems = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  while (!text.startsWith('ready') && child.exitCode === null) await sleep(5);
  await Promise.race([sleep(ms), ended(child)]);
  child.kill('SIGKILL');
  await ended(child);
  if (child.exitCode !== null && child.exitCode !== 0) throw new Error(problems);
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', done));
}

test(`an approval killed at ${KILLS} random moments erased all of it or nothing, and the next start finishes it`, {
  timeout: 600_000,
}, async () => {
  console.log(`erasure crash test: seed ${seed} (CAIRN_SEED=${seed} repeats it)`);
  const random = new Dice(seed);
  for (let kill = 0; kill < KILLS; kill++) {
    const value = `Zqvarkolm${kill}x`;
    const { id } = await requested(value);
    // Every other time the killed process owns the database, so that PostgreSQL itself has to recover.
    const owner = kill % 2 === 0;
    if (owner) await subject.instance.close();
    await approvalKilledAfter(id, random.next() ** 2 * 1_500);
    if (owner) subject.instance = await openInstance({ data: subject.data });
    const { instance, people } = subject;
    const finished = await finishErasures(instance);
    const state = (await listErasures(instance, people.second)).find((each) => each.id === id)?.state;
    if (state === 'requested') {
      expect(finished).toEqual([]);
      expect(traces(subject.data, value)).not.toEqual([]);
      expect((await approveErasure(instance, people.second, id)).scrubbed).toBe(true);
    }
    for (const { scrubbed } of finished) expect(scrubbed).toBe(true);
    await sequence(instance);
    expect(traces(subject.data, value), `kill ${kill}`).toEqual([]);
    expect(await exportErasures(instance)).toContain(id);
    expect(await finishErasures(instance)).toEqual([]);
    expect((await audit(instance)).findings).toEqual([]);
  }
});
