import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { closeToOthers } from './private.ts';

/** Where an instance keeps what is not in the database. Everything below is readable by its owner alone. */
export interface Paths {
  /** The data folder, absolute. */
  readonly root: string;
  /** Signing keys, origin and the high-water mark. Whoever holds this folder signs as this instance. */
  readonly keys: string;
  /** Evidence files under keyed addresses. */
  readonly store: string;
}

/** Whether a folder holds an instance: its identity, or a database. A folder that is only named `keys` is none. */
export function holdsInstance(data: string): boolean {
  return existsSync(join(data, 'keys', 'identity.json')) || existsSync(join(data, 'pg'));
}

/** What an instance leaves that was interrupted while it began. */
const BEGUN = /^(?:\.|holder\.|database\.|pg\.new)/;

/** Whether a folder holds something that is not Cairn's. */
export function isForeign(data: string): boolean {
  if (!existsSync(data) || holdsInstance(data)) return false;
  return readdirSync(data, { withFileTypes: true }).some((entry) => {
    const ours = entry.isDirectory() && ['keys', 'store'].includes(entry.name);
    return !BEGUN.test(entry.name) && !(ours && readdirSync(join(data, entry.name)).length === 0);
  });
}

/** Keeps a folder that lies in somebody's checkout out of version control, and of tools that go by it. */
const IGNORE_ALL = '*\n';

function ignoreAll(root: string): void {
  const file = join(root, '.gitignore');
  if (!existsSync(file)) writeFileSync(file, IGNORE_ALL, { mode: 0o600 });
}

/** Takes away the file that keeps a data folder out of version control, if it is the one made here. */
export function forgetIgnored(root: string): void {
  const file = join(root, '.gitignore');
  if (existsSync(file) && readFileSync(file, 'utf8') === IGNORE_ALL) rmSync(file);
}

/** Names the folders of a data folder and makes them where they are missing: only for an instance, or to begin one. */
export function pathsOf(data: string): Paths {
  const root = resolve(data);
  const paths = { root, keys: join(root, 'keys'), store: join(root, 'store') };
  mkdirSync(root, { recursive: true, mode: 0o700 });
  if (!existsSync(paths.keys)) ignoreAll(root);
  for (const folder of [paths.keys, paths.store]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeToOthers(folder);
  }
  return paths;
}
