import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../apps/server/src/database/index.ts';
import { type Figure, median } from './figure.ts';
import { memoryOf, treeOf } from './processes.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const RUNS = 3;
/** How long nothing is asked of it before its memory is read, in milliseconds. */
const IDLE = 20_000;

/** From `npm start` on a new data folder to its word that it is ready, with all installed and built; and its idle memory. */
export async function benchStart(): Promise<Figure[]> {
  // Not counted: builds the pages where their sources are newer, and brings the programs into the disk cache.
  await startOnce(0);
  const starts = await inTurn(RUNS, (run) => startOnce(run === RUNS - 1 ? IDLE : 0));
  const bare = await inTurn(RUNS, (run) => startBare(run === RUNS - 1 ? IDLE : 0));
  const [memory, bareMemory] = [starts.at(-1)?.memory ?? null, bare.at(-1)?.memory ?? null];
  return [
    {
      name: 'npm start on a new folder, until ready',
      value: median(starts.map(({ seconds }) => seconds)),
      unit: 's',
      limit: {
        name: 'creating and starting the bare database',
        value: median(bare.map(({ seconds }) => seconds)),
      },
      aim: { text: '≤ 4 s', met: ({ value }) => value <= 4 },
    },
    ...(memory === null || bareMemory === null
      ? []
      : [
          {
            name: 'idle memory (PSS), npm and database included',
            value: memory / 1e6,
            unit: 'MB',
            limit: { name: 'bare database and an empty Node', value: bareMemory / 1e6 },
            aim: { text: '≤ 400 MB', met: ({ value }: Figure) => value <= 400 },
          },
        ]),
  ];
}

interface Started {
  readonly seconds: number;
  readonly memory: number | null;
}

async function startOnce(idle: number): Promise<Started> {
  return inFolder(async (data) => {
    const port = await freePort();
    const begun = performance.now();
    const args = ['start', '--', '--data', data, '--port', String(port)];
    const npm = spawn('npm', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      await said(npm, 'Cairn is ready');
      const seconds = (performance.now() - begun) / 1000;
      await sleep(idle);
      return { seconds, memory: idle === 0 ? null : memoryOf(treeOf(npm.pid ?? 0)) };
    } finally {
      await end(npm);
    }
  });
}

/** What the same machine needs for a database cluster of the same kind and an empty Node, without any of Cairn. */
async function startBare(idle: number): Promise<Started> {
  return inFolder(async (data) => {
    const begun = performance.now();
    const database = await openDatabase(data, { create: true });
    const seconds = (performance.now() - begun) / 1000;
    const node = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      await sleep(idle);
      // All below this process but not itself: the database's processes and the empty Node.
      return { seconds, memory: idle === 0 ? null : memoryOf(treeOf(process.pid).slice(1)) };
    } finally {
      await end(node);
      await database.stop('fast');
    }
  });
}

async function said(child: ChildProcess, words: string): Promise<void> {
  let text = '';
  const ended = once(child, 'exit').then(() => {
    throw new Error(`npm start ended before it was ready:\n${text}`);
  });
  const ready = new Promise<void>((resolve) => {
    const read = (piece: Buffer): void => {
      text += piece.toString('utf8');
      if (text.includes(words)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function inFolder<T>(work: (data: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-'));
  try {
    return await work(path.join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inTurn<T>(runs: number, work: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let run = 0; run < runs; run++) results.push(await work(run));
  return results;
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
