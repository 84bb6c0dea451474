import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addCompartment, addUser, createToken, publishLog } from '../access/index.ts';
import { audit } from '../audit/index.ts';
import { type Instance, openInstance } from '../database/index.ts';
import { Dice } from '../exchange/demo/random.ts';
import { readActivityMark } from '../record/activity-mark.ts';
import { readHighWater } from '../record/high-water.ts';
import { commit, newId, openOperatorSession, sequence } from '../record/index.ts';
import { openFresh } from '../testing/fresh.ts';
import { type OtherPostgres, startOtherPostgres } from '../testing/other-postgres.ts';

// Two server processes over one database and one folder. Everything is asked of them from outside, by HTTP.

const MAIN = fileURLToPath(new URL('../commands/main.ts', import.meta.url));
const TESTER = 'operator:tester';
const WRITERS_EACH = 16;
const KILLS = 5;

const seed = Number(process.env.CAIRN_SEED ?? Date.now() % 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'cairn-two-'));
let other: OtherPostgres;
let instance: Instance;
let data: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  other = await startOtherPostgres();
});
afterAll(async () => {
  await other.stop();
  delete process.env.DATABASE_URL;
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await instance.close();
});

/** A new instance in a database of its own. @returns a token of its lead */
async function begin(database: string): Promise<string> {
  await other.run(`create database ${database} template template0`);
  process.env.DATABASE_URL = other.url(database);
  data = join(folder, database);
  instance = await openFresh(data);
  await addUser(instance, TESTER, { email: 'lead@example.org', name: 'Lead', admin: true });
  await addCompartment(instance, TESTER, { name: 'Team', lead: 'lead@example.org', code: 'TEA' });
  await publishLog(instance, TESTER, true);
  return (await createToken(instance, TESTER, { user: 'lead@example.org' })).token;
}

/** A server process, started again whenever it is killed. */
class Served {
  readonly port: number;
  #child: ChildProcess | null = null;

  constructor(port: number) {
    this.port = port;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN, 'start', '--json', '--data', data, '--port', String(this.port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    children.add(child);
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await new Promise<void>((ready, failed) => {
      child.stdout.once('data', () => ready());
      child.once('exit', (status) => failed(new Error(`a server ended with ${status}: ${said}`)));
    });
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
    children.delete(child);
    return child.exitCode;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

interface Acknowledged {
  readonly id: string;
  readonly revision: number;
  readonly reference: string;
}

/** What the writers, and who reads beside them, were told by the servers. */
class Heard {
  readonly acknowledged: Acknowledged[] = [];
  /** Statuses other than success. */
  readonly refused: number[] = [];
  /** Signed checkpoints by size, as both servers gave them out. */
  readonly checkpoints = new Map<number, string>();
  readonly contradictions: string[] = [];
  stopped = false;
}

async function call(
  port: number,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response | null> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  try {
    return await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return null;
  }
}

/** Creates incidents, and edits the ones that it created, until it is stopped. */
async function write(served: Served, token: string, heard: Heard, random: Dice): Promise<void> {
  let last: Acknowledged | null = null;
  for (let n = 0; !heard.stopped; n++) {
    const edits: boolean = last !== null && random.next() < 0.3;
    const answer: Response | null = edits
      ? await call(served.port, token, 'PATCH', `/api/v1/records/${last?.id}`, {
          revision: last?.revision,
          body: { title: `Shelling, corrected ${n}` },
          reason: 'Corrected',
        })
      : await call(served.port, token, 'POST', '/api/v1/records', {
          kind: 'incident',
          compartment: 'Team',
          body: { title: `Shelling ${n}`, summary: 'Two impacts within a minute.' },
          reason: 'Entered from a report',
        });
    if (answer?.ok === true) {
      const told = (await answer.json().catch(() => null)) as Acknowledged | null;
      // An answer that was cut off acknowledges nothing; what became of the write nobody knows.
      last = told;
      if (told !== null) heard.acknowledged.push(told);
      // As people do, with pauses: a server that starts beside them gets its share of the processors.
      await sleep(random.next() * 200);
      continue;
    }
    last = null;
    if (answer !== null) heard.refused.push(answer.status);
    else await sleep(50);
  }
}

/** Reads checkpoints of a server, and the marks in the shared folder, which must never fall. */
async function watch(served: Served, token: string, heard: Heard): Promise<void> {
  let [size, number] = [0, 0];
  while (!heard.stopped) {
    const newest = await call(served.port, token, 'GET', '/api/v1/log/consistency');
    const note = ((await newest?.json().catch(() => null)) as { checkpoint: string } | null | undefined)?.checkpoint;
    const told = Number(note?.split('\n')[1]);
    if (note && told >= 0) {
      const before = heard.checkpoints.get(told) ?? note;
      if (before !== note) heard.contradictions.push(before, note);
      heard.checkpoints.set(told, note);
    }
    const marks = {
      size: readHighWater(join(data, 'keys'))?.size ?? 0,
      number: readActivityMark(join(data, 'keys'))?.number ?? 0,
    };
    if (marks.size < size || marks.number < number) heard.contradictions.push(`marks fell: ${JSON.stringify(marks)}`);
    ({ size, number } = marks);
    await call(served.port, token, 'GET', '/api/v1/records?limit=1');
    await sleep(20);
  }
}

/** Everything that was acknowledged is there and in the log exactly once, and all that was shown stands. */
async function requireAll(heard: Heard): Promise<void> {
  await sequence(instance);
  expect((await audit(instance)).findings).toEqual([]);
  const { rows } = await instance.owner.query(
    `select v.record || '/' || v.number as id, (select count(*)::integer from cairn.log_entry l where l.entry = v.entry) as times
     from cairn.revision v`,
  );
  const times = new Map(rows.map((row) => [row.id, row.times]));
  expect(heard.acknowledged.filter(({ id, revision }) => times.get(`${id}/${revision}`) !== 1)).toEqual([]);
  expect(new Set(heard.acknowledged.map(({ id, revision }) => `${id}/${revision}`)).size).toBe(
    heard.acknowledged.length,
  );
  const created = heard.acknowledged.filter(({ revision }) => revision === 1);
  expect(new Set(created.map(({ reference }) => reference)).size).toBe(created.length);
  const doubled = 'select reference from cairn.record group by compartment, reference having count(*) > 1';
  expect((await instance.owner.query(doubled)).rows).toEqual([]);

  expect(heard.contradictions).toEqual([]);
  const stored = await instance.owner.query('select size, previous, note from cairn.checkpoint order by size');
  const notes = new Map(stored.rows.map((row) => [Number(row.size), row.note]));
  for (const [size, note] of heard.checkpoints) expect(note).toBe(notes.get(size));
  for (const [i, row] of stored.rows.entries()) expect(row.previous).toBe(i === 0 ? null : stored.rows[i - 1].size);
  expect(readHighWater(join(data, 'keys'))?.size).toBe(Number(stored.rows.at(-1).size));
  const newest = await instance.owner.query('select max(number)::integer as number from cairn.activity');
  expect(readActivityMark(join(data, 'keys'))?.number ?? null).toBe(newest.rows[0].number);
}

test('two servers, 32 writers: whatever is acknowledged is in the log once, though either server is killed at any moment', {
  timeout: 300_000,
}, async () => {
  console.log(`two servers: seed ${seed} (CAIRN_SEED=${seed} repeats the choices)`);
  const random = new Dice(seed);
  const token = await begin('two_servers');
  const servers = [new Served(await freePort()), new Served(await freePort())] as const;
  await Promise.all(servers.map((each) => each.start()));
  const heard = new Heard();
  const work = servers.flatMap((served) => [
    watch(served, token, heard),
    ...Array.from({ length: WRITERS_EACH }, (_, i) => write(served, token, heard, new Dice(seed + served.port + i))),
  ]);
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(200 + random.next() * 1_000);
    const victim = servers[random.next() < 0.5 ? 0 : 1];
    await victim.end('SIGKILL');
    await sleep(random.next() * 300);
    await victim.start();
  }
  await sleep(1_000);
  heard.stopped = true;
  await Promise.all(work);
  expect([...new Set(heard.refused)]).toEqual([]);
  expect(heard.acknowledged.length).toBeGreaterThan(100);
  expect(heard.checkpoints.size).toBeGreaterThan(3);
  for (const each of servers) expect(await each.end('SIGTERM')).toBe(0);
  await requireAll(heard);
});

test('sequencers of several processes that fight for the log never fork it', async () => {
  await begin('fight');
  const session = await openOperatorSession(instance);
  const compartment = (await instance.owner.query('select id from cairn.compartment')).rows[0].id;
  const second = await openInstance({ data });
  try {
    const heard = new Heard();
    const all = [instance, second];
    const sequencers = all.flatMap((each) =>
      Array.from({ length: 4 }, async () => {
        while (!heard.stopped) {
          const size = await sequence(each);
          const { rows } = await each.owner.query('select note from cairn.checkpoint where size = $1', [size]);
          heard.checkpoints.set(size, rows[0].note);
        }
      }),
    );
    const writers = all.flatMap((each) =>
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 12; n++) {
          const change = {
            id: newId(),
            kind: 'incident' as const,
            compartment,
            base: 0,
            body: { title: `${writer} ${n}` },
          };
          heard.acknowledged.push(...(await commit(each, session, [change], 'Entered')));
        }
      }),
    );
    await Promise.all(writers);
    heard.stopped = true;
    await Promise.all(sequencers);
    expect(heard.acknowledged).toHaveLength(16 * 12);
    await requireAll(heard);
  } finally {
    await second.close();
  }
});
