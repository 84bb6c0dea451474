import { mkdirSync } from 'node:fs';
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

/** Names the folders of a data folder and makes them where they are missing. */
export function pathsOf(data: string): Paths {
  const root = resolve(data);
  const paths = { root, keys: join(root, 'keys'), store: join(root, 'store') };
  mkdirSync(root, { recursive: true, mode: 0o700 });
  for (const folder of [paths.keys, paths.store]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeToOthers(folder);
  }
  return paths;
}
