import { randomUUID } from 'node:crypto';
import { entryOf, issue, readDisclosure } from '@cairn/revision';
import type { PoolClient } from 'pg';
import { type Instance, inTransaction } from '../database/index.ts';
import { announceChange } from './announce.ts';
import { deedCount, insertDeed, lockDeeds, removeRow, rowAsCommitted, upsertRow } from './deed-store.ts';

/** Tables whose every row is the outcome of deeds, with their primary keys. Nothing else writes them. */
export const DEED_TABLES = {
  account: ['id'],
  compartment: ['id'],
  member: ['compartment', 'account'],
  access_token: ['id'],
  passkey: ['id'],
  totp: ['account'],
  recovery: ['account'],
  enrolment: ['id'],
  appointment: ['id'],
  witness: ['name'],
  setting: ['name'],
  cosignature: ['size', 'line'],
  witnessed_checkpoint: ['origin', 'size'],
  fork_seen: ['origin', 'size'],
  time_authority: ['name'],
  stamp: ['id'],
  erasure: ['id'],
  backup_made: ['id'],
  store_move: ['id'],
  fixity_check: ['id'],
  gazetteer: ['name'],
  custom_field: ['compartment', 'key'],
  own_term: ['compartment', 'scheme', 'code'],
  departure: ['id'],
  carried_name: ['compartment', 'account'],
} as const;
export type DeedTable = keyof typeof DEED_TABLES;

/** A change of rights or settings. */
export interface Deed {
  readonly table: DeedTable;
  /** The whole new row; `bytea` columns as `\x…` text. With `remove`, only its key. */
  readonly row: Readonly<Record<string, unknown>>;
  readonly remove?: boolean;
  /** Who did it: an account's id or `operator:<OS user>`. */
  readonly by: string;
  readonly reason: string;
}

/** What a deed's token commits to, as read back by audit. */
export interface DeedClaims {
  readonly deed: string;
  readonly number: number;
  readonly table: DeedTable;
  /** The row as `rowAsCommitted` gives it; null when it was removed. */
  readonly row: Record<string, unknown> | null;
  readonly key: Record<string, unknown>;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/**
 * The one function that changes accounts, compartments, members, tokens, witnesses and settings: it writes the row, and a
 * signed deed that says so, whose hash goes into the log. A secret (a password's hash, a one-time secret) is committed to by
 * its digest only.
 */
export async function commitDeed(instance: Instance, deed: Deed): Promise<void> {
  await commitDeeds(instance, [deed]);
}

/** Several deeds that succeed or fail together. */
export async function commitDeeds(instance: Instance, deeds: readonly Deed[]): Promise<void> {
  await decideDeeds(instance, async () => deeds);
}

/**
 * Deeds that depend on what stands in the tables: `decide` reads under the deeds' lock, so that nothing that it read can
 * change before its deeds are written. What it throws, it writes nothing.
 */
export async function decideDeeds<D extends readonly Deed[]>(
  instance: Instance,
  decide: (db: PoolClient) => Promise<D>,
): Promise<D> {
  const done = await inTransaction(instance.access, async (db) => {
    await lockDeeds(db);
    const deeds = await decide(db);
    for (const deed of deeds) await writeDeed(instance, db, deed);
    return deeds;
  });
  announceChange(instance);
  return done;
}

/**
 * Writes one deed inside a transaction that holds the deeds' lock. Its role is the door's (`instance.access`), which needs
 * select, insert, update and delete on the table, or the owner's.
 */
export async function writeDeed(instance: Instance, client: PoolClient, deed: Deed): Promise<void> {
  const key = Object.fromEntries(DEED_TABLES[deed.table].map((column) => [column, deed.row[column]]));
  if (deed.remove === true) await removeRow(client, deed.table, key);
  else await upsertRow(client, deed.table, DEED_TABLES[deed.table], deed.row);
  const row = deed.remove === true ? null : await rowAsCommitted(client, deed.table, key);
  const id = randomUUID();
  const { token, disclosures } = issue({
    claims: [
      ['deed', id],
      ['number', (await deedCount(client)) + 1],
      ['table', deed.table],
      ['key', key],
      ['row', row],
      ['by', deed.by],
      ['at', new Date().toISOString()],
      ['reason', deed.reason],
    ],
    kid: instance.keys.kid,
    sign: instance.keys.signRevision,
  });
  await insertDeed(client, { id, token, entry: entryOf(token), encoded: disclosures.join('~') });
}

/** Reads a deed's disclosures. Whether its token commits to them is audit's to say. */
export function readDeed(encoded: string): DeedClaims {
  return Object.fromEntries(
    encoded
      .split('~')
      .map((part) => readDisclosure(part))
      .map(({ name, value }) => [name, value]),
  ) as unknown as DeedClaims;
}
