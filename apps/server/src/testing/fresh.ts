import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { clusterFolder, WINDOWS } from '../database/cluster.ts';
import {
  type Instance,
  migrate,
  type OpenOptions,
  openDatabase,
  openInstance,
  openPool,
  withLock,
} from '../database/index.ts';

const ROOT = path.join(import.meta.dirname, '../../../..');
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'cairn-empty-database');
const DATABASE = path.join(import.meta.dirname, '../database');

/** A file system in memory, where there is one. */
const MEMORY = '/dev/shm';
/** What must be free, there and of memory, before test folders are made in it (bytes). */
const ROOMY = 4 * 2 ** 30;

/**
 * A folder for one test, in memory where there is plenty of it: the database asks for each commit to be on disk, and most
 * tests would wait for that most of their time. For tests of what survives a crash `tmpdir` is the place.
 */
export function scratchFolder(prefix: string): string {
  return mkdtempSync(path.join(isRoomy() ? MEMORY : tmpdir(), prefix));
}

function isRoomy(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOMY && process.availableMemory() > ROOMY;
  } catch {
    return false;
  }
}

/**
 * Opens a new instance as `openInstance` makes it, but for the time that this takes: its database is a copy of an empty one
 * that was made by the same code, with the same schema. Keys are its own.
 */
export async function openFresh(data: string, options: Pick<OpenOptions, 'purpose'> = {}): Promise<Instance> {
  await layEmptyDatabase(data);
  return openInstance({ ...options, data, create: true });
}

/** Puts an empty database with today's schema where a new instance is to be; leaves it to be made where that fails. */
export async function layEmptyDatabase(data: string): Promise<void> {
  if (process.env.DATABASE_URL || WINDOWS || existsSync(clusterFolder(data))) return;
  const template = await emptyDatabase();
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const half = `${clusterFolder(data)}.new-copy`;
  try {
    // With owners and modes: as root, the database belongs to whom it runs as.
    await promisify(execFile)('cp', ['-Rp', template, half]);
    renameSync(half, clusterFolder(data));
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
}

/** The folder of a database that was initialised, migrated and stopped; made once for each state of the code that makes it. */
async function emptyDatabase(): Promise<string> {
  for (;;) {
    const state = stateOfCode();
    const made = path.join(CACHE, state, 'pg');
    if (existsSync(made)) return made;
    mkdirSync(path.dirname(made), { recursive: true });
    await withLock(path.join(CACHE, state, 'lock'), async () => {
      if (!existsSync(made)) await make(made, () => stateOfCode() === state);
    });
  }
}

/** Keeps what it made only while the code is the one that it was made for: somebody may be writing it. */
async function make(made: string, isCurrent: () => boolean): Promise<void> {
  forgetOthers(path.dirname(made));
  const data = path.join(mkdtempSync(path.join(tmpdir(), 'cairn-empty-')), 'data');
  try {
    const database = await openDatabase(data, { create: true });
    const owner = openPool(database.url(), 1);
    await migrate(owner);
    await owner.end();
    await database.stop('fast');
    await promisify(execFile)('cp', ['-Rp', clusterFolder(data), `${made}.new`]);
    if (isCurrent()) renameSync(`${made}.new`, made);
  } finally {
    rmSync(`${made}.new`, { recursive: true, force: true });
    rmSync(path.dirname(data), { recursive: true, force: true });
  }
}

/** Of other states of the code, what nobody can be copying any more (milliseconds). */
const FORGOTTEN_AFTER = 60 * 60 * 1000;

function forgetOthers(current: string): void {
  for (const name of readdirSync(CACHE)) {
    const state = path.join(CACHE, name);
    if (state !== current && Date.now() - statSync(state).mtimeMs > FORGOTTEN_AFTER)
      rmSync(state, { recursive: true, force: true });
  }
}

/** Of everything that has a part in making a database: another state of it makes another one. */
function stateOfCode(): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.getuid?.()}`);
  hash.update(readFileSync(path.join(ROOT, 'package-lock.json')));
  for (const folder of [DATABASE, path.join(DATABASE, 'migrations')])
    for (const name of readdirSync(folder).filter((each) => /\.(?:sql|ts)$/.test(each) && !each.endsWith('.test.ts')))
      hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 20);
}
