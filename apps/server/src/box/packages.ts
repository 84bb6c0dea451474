import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A package of npm that a box may load, and the folder that it lies in. */
export interface Package {
  readonly name: string;
  readonly folder: string;
}

const HERE = dirname(fileURLToPath(import.meta.url));
const known = new Map<string, readonly Package[]>();

/**
 * The packages that some packages need to run, themselves included. One of another version that lies inside its user's
 * folder is seen with that folder.
 */
export function packagesFor(roots: readonly string[]): readonly Package[] {
  const key = roots.join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = new Map<string, string>();
  for (const root of roots) collect(root, HERE, found);
  const packages = [...found].map(([name, folder]) => ({ name, folder }));
  known.set(key, packages);
  return packages;
}

function collect(name: string, from: string, found: Map<string, string>): void {
  const folder = folderOf(name, from);
  // What is optional and meant for another system is not there.
  if (folder === null || found.has(name)) return;
  const inside = [...found.values()].some((other) => folder.startsWith(`${other}/`));
  if (!inside) found.set(name, folder);
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as { dependencies?: object; optionalDependencies?: object };
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) collect(each, folder, found);
}

function folderOf(name: string, from: string): string | null {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
    if (dirname(at) === at) return null;
  }
}
