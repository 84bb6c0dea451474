import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { type Identity, identityOf, type Keys, keysOf, readIdentity, withNextKeys, writeIdentity } from './keys.ts';
import { inTransaction } from './transaction.ts';

/**
 * The keys of a folder as its `identity.json` holds them now: another process may have replaced them since.
 *
 * @returns what reads them again where the file is another one than before
 */
export function liveKeys(folder: string): () => Keys {
  const file = join(folder, 'identity.json');
  let keys = keysOf(identityOf(folder));
  let seen = stateOf(file);
  return () => {
    const now = stateOf(file);
    // A folder that is gone, or half unmounted, changes no key.
    if (now === seen || now === null) return keys;
    keys = keysOf(JSON.parse(readFileSync(file, 'utf8')) as Identity);
    seen = now;
    return keys;
  };
}

/** What differs once the file was replaced: its inode, size and time. */
function stateOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/**
 * Finishes a rotation of keys that was cut short: where the log names the next keys already, they take their place. Where
 * it does not, the keys are as before, and the next rotation replaces what this one left.
 */
export async function settleNextKeys(owner: Pool, folder: string): Promise<void> {
  if (readIdentity(folder)?.next === undefined) return;
  await inTransaction(owner, async (db) => {
    // The locks of the log and of deeds, in a rotation's order: one that is under way ends first.
    await db.query('select pg_advisory_xact_lock(815302)');
    await db.query('select pg_advisory_xact_lock(815303)');
    const identity = readIdentity(folder);
    if (identity?.next === undefined) return;
    const { rows } = await db.query("select value from cairn.setting where name = 'log'");
    const rotations = namedBy(rows[0]?.value, identity);
    if (rotations !== null) writeIdentity(folder, withNextKeys(identity, rotations));
  });
}

/** The rotations by which the log names the next keys; null where it names others. */
function namedBy(value: unknown, identity: Identity): readonly string[] | null {
  const log = value as { logKey?: unknown; witnessKey?: unknown; revisionKey?: unknown; rotations?: unknown } | null;
  const rotations = Array.isArray(log?.rotations) ? (log.rotations as string[]) : [];
  if (rotations.length !== (identity.rotations ?? []).length + 1) return null;
  let next: Keys;
  try {
    next = keysOf(withNextKeys(identity, rotations));
  } catch {
    // Audit says what is wrong with the rotations that the log names.
    return null;
  }
  const named = log?.logKey === next.logKey && log.witnessKey === next.witnessKey && log.revisionKey === next.kid;
  return named ? rotations : null;
}
