import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bait } from './inside/probe.ts';
import type { Way } from './launch.ts';
import { SMALL } from './limits.ts';
import { findMeans, lackingFor } from './means.ts';
import { type Job, type Outcome, runIn } from './run.ts';

/** How well the parsers of foreign files are shut in on this machine. */
export interface BoxState {
  /** Whether the kernel keeps them from files and network; tried out, not assumed. */
  readonly sealed: boolean;
  readonly means: 'namespaces' | 'process';
  /** Why it is not sealed, in words for the operator. */
  readonly missing: readonly string[];
}

interface Found {
  readonly state: BoxState;
  readonly way: Way;
}

let known: Promise<Found> | null = null;

/** Tries the box out once in the life of the process: a program in it looks for what it must not get. */
export async function boxState(): Promise<BoxState> {
  return (await found()).state;
}

function found(): Promise<Found> {
  known ??= tried();
  return known;
}

/** How boxes are made here. */
export async function wayOfBoxes(): Promise<Way> {
  return (await found()).way;
}

/** Runs one program in a fresh box, to its end. */
export async function runBoxed(job: Job): Promise<Outcome> {
  return runIn(await wayOfBoxes(), job);
}

async function tried(): Promise<Found> {
  const missing = await whyNotSealed();
  if (missing.length === 0) return { way: 'namespaces', state: { sealed: true, means: 'namespaces', missing } };
  const state = { sealed: false, means: 'process', missing } as const;
  if (process.getuid?.() !== 0 || findMeans().setpriv === null) return { way: 'process', state };
  // The folder of the programs may be closed to everybody but root.
  if (await works('user')) return { way: 'user', state };
  return {
    way: 'process',
    state: { ...state, missing: [...missing, 'Parsers run as root: no other user can read the programs.'] },
  };
}

async function works(way: Way): Promise<boolean> {
  return attempt(way).then(
    ({ done }) => done,
    () => false,
  );
}

async function whyNotSealed(): Promise<string[]> {
  if (process.env.CAIRN_BOX === 'process') return ['It is switched off by CAIRN_BOX=process.'];
  const lacking = lackingFor(findMeans());
  return lacking.length > 0 ? lacking.map((each) => `${each} is not here.`) : leaks('namespaces');
}

/** What a program in a box got at, of what it must not; in words. */
export async function leaks(way: Way): Promise<string[]> {
  const outcome = await attempt(way);
  if (!outcome.done) return [`The kernel does not allow it: ${outcome.said.trim().split('\n')[0] || outcome.ended}`];
  const got = Array.isArray(outcome.value) ? outcome.value : ['an answer that is none'];
  return got.map((each) => `A program in the box got at: ${each}`);
}

/** Has a program in a box look for a secret, and for ways to the server. */
async function attempt(way: Way): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bait-'));
  const secret = randomBytes(16).toString('hex');
  const bait = { file: join(folder, 'secret'), secret, socket: join(folder, 's'), abstract: `\0cairn-${secret}` };
  const servers: Server[] = [];
  try {
    await writeFile(bait.file, secret, { mode: 0o600 });
    const tcp = await listen(servers, { host: '127.0.0.1', port: 0 });
    await listen(servers, { path: bait.socket });
    await listen(servers, { path: bait.abstract });
    const request: Bait = { ...bait, port: (tcp.address() as AddressInfo).port };
    const program = { file: 'probe.ts', withoutPermission: true };
    return await runIn(way, { program, request, limits: { ...SMALL, time: 30_000 } });
  } finally {
    for (const server of servers) server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function listen(servers: Server[], where: { host: string; port: number } | { path: string }): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(where, () => {
      servers.push(server);
      resolve(server);
    });
  });
}
