import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, StarterError } from './pinned.mjs';
import { rerun, runChild } from './rerun.mjs';

/** Installs what package-lock.json names and node_modules lacks. Throws StarterError when npm fails. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing what Cairn needs (npm ci) …');
  if ((await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])) === 0) return;
  console.log('npm ci did not succeed; trying npm install …');
  if ((await npm(['install', '--no-audit', '--no-fund', '--loglevel=error'])) === 0) return;
  throw new StarterError(
    'The packages could not be installed. Check the network connection and npm’s message above, then start again.',
  );
}

/** Compared by content: a checkout gives package-lock.json a new time without a new word in it. */
export function isInstalled(root = ROOT) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null) return existsSync(path.join(root, 'node_modules'));
  if (present === null) return false;
  return Object.entries(wanted).every(([where, { version, link, optional }]) => {
    if (!where.startsWith('node_modules/') && !where.includes('/node_modules/')) return true;
    const found = present[where];
    if (found === undefined) return optional === true;
    return link === true ? found.link === true && existsSync(path.join(root, where)) : found.version === version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

async function npm(args) {
  const env = { ...process.env };
  // What was meant for Cairn, and this script's own npm run, are no settings of the npm that installs.
  for (const name of ['data', 'port', 'demo', 'origin', 'json', 'workspace', 'global'])
    delete env[`npm_config_${name}`];
  const script = process.env.npm_execpath;
  const options = { cwd: ROOT, env, withParent: process.env.npm_lifecycle_event !== undefined };
  const run =
    script?.endsWith('npm-cli.js') && existsSync(script)
      ? runChild(process.execPath, [script, ...args], options)
      : runChild('npm', args, { ...options, shell: process.platform === 'win32' });
  const status = await run.catch(() => {
    throw new StarterError('npm was not found. Install Node 20 or newer with npm, then start again.');
  });
  if (status > 128) throw new StarterError('The installation was interrupted. Start again to finish it.');
  return status;
}

/** Builds the web pages when they are missing or older than their sources. Throws StarterError when that fails. */
export async function ensureWeb() {
  const build = path.join(ROOT, 'apps', 'web', 'build.ts');
  if (!existsSync(build) || pagesAreFresh()) return;
  console.log('Building the pages …');
  // Two that start at once build at once, and may disturb each other; the second attempt finds the field empty.
  if ((await rerun(build, [], { cwd: ROOT })) === 0 || pagesAreFresh()) return;
  if ((await rerun(build, [], { cwd: ROOT })) !== 0)
    throw new StarterError('The pages could not be built; see the message above.');
}

/** Whether the built pages are there and as new as everything that they are built from. */
export function pagesAreFresh() {
  const built = path.join(ROOT, 'apps', 'web', 'dist', 'index.html');
  const sources = [path.join(ROOT, 'apps', 'web'), path.join(ROOT, 'packages'), path.join(ROOT, 'docs', 'guide')];
  return existsSync(built) && statSync(built).mtimeMs >= newest(sources);
}

function newest(folders) {
  let time = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (['node_modules', 'dist'].includes(entry.name) || entry.name.includes('.test.')) continue;
      const where = path.join(folder, entry.name);
      time = Math.max(time, entry.isDirectory() ? newest([where]) : statSync(where).mtimeMs);
    }
  }
  return time;
}
