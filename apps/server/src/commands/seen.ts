import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** How a checkpoint stands to those of the same log that this user saw before. */
export type Relation = 'first' | 'same' | 'older' | 'newer' | 'contradicts';

/** Checkpoints of one log by their size: root in base64. */
type Seen = Record<string, string>;

const MOST = 500;

/**
 * Remembers a checkpoint that was verified, and says how it stands to earlier ones. Two roots for one size prove that
 * the log showed two histories.
 *
 * @param key the log's verifier key
 */
export function rememberCheckpoint(key: string, size: number, root: string, folder = stateFolder()): Relation {
  const file = path.join(folder, 'checkpoints.json');
  const all = readAll(file);
  const seen: Seen = all[key] ?? {};
  const known = seen[String(size)];
  if (known !== undefined) return known === root ? 'same' : 'contradicts';
  const sizes = Object.keys(seen).map(Number);
  const relation = sizes.length === 0 ? 'first' : size > Math.max(...sizes) ? 'newer' : 'older';
  const kept = [...sizes, size].sort((a, b) => b - a).slice(0, MOST);
  all[key] = Object.fromEntries(
    kept.map((each) => [String(each), each === size ? root : (seen[String(each)] ?? root)]),
  );
  writeAll(file, all);
  return relation;
}

/** Where this user's programs keep what they must remember (XDG Base Directory). */
function stateFolder(): string {
  const base = process.env.XDG_STATE_HOME ?? (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined);
  return path.join(base === undefined || base === '' ? path.join(homedir(), '.local', 'state') : base, 'cairn');
}

function readAll(file: string): Record<string, Seen> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Seen>;
  } catch {
    return {};
  }
}

function writeAll(file: string, all: Record<string, Seen>): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify(all, null, 1)}\n`, { mode: 0o600 });
    renameSync(fresh, file);
  } catch {
    // A read-only home folder must not keep anybody from checking a proof; there is just nothing to compare with later.
  }
}
