import { entryOf, verifyRevision } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { DEED_TABLES, type DeedClaims, type DeedTable, readDeed } from '../record/deeds.ts';
import { committedRows, storedDeeds } from './deed-store.ts';
import type { Ledger } from './findings.ts';

/** Verifies every deed and holds the tables of rights and settings against what the deeds say. */
export async function auditDeeds(instance: Instance, ledger: Ledger): Promise<void> {
  const deeds: DeedClaims[] = [];
  for (const row of await storedDeeds(instance.owner)) {
    ledger.checked.committed += 1;
    const add = (message: string, expected: unknown = '', found: unknown = ''): void =>
      ledger.add('deed', row.id, message, expected, found);
    if (!Buffer.from(entryOf(row.token)).equals(row.entry)) add('Its log entry is not the hash of its token.');
    try {
      const { claims } = verifyRevision({
        token: row.token,
        disclosures: row.encoded.split('~'),
        publicKey: (kid) => (instance.keys.knownKids.has(kid) ? Buffer.from(kid, 'base64url') : undefined),
      });
      if (claims.get('deed') !== row.id) add('It is filed under another id.', claims.get('deed'), row.id);
      if (claims.size !== 8) add('Some of its disclosures are missing.', 8, claims.size);
      deeds.push(readDeed(row.encoded));
    } catch (error) {
      add(`It does not verify: ${(error as Error).message}`);
    }
  }
  deeds.sort((a, b) => a.number - b.number);
  deeds.forEach(({ number }, i) => {
    const before = deeds[i - 1]?.number ?? 0;
    if (number !== before + 1) ledger.add('deed', `deed ${before + 1}`, 'The deed is missing.', before + 1, number);
  });
  for (const table of Object.keys(DEED_TABLES) as DeedTable[]) await compareTable(instance, table, deeds, ledger);
}

async function compareTable(
  instance: Instance,
  table: DeedTable,
  deeds: readonly DeedClaims[],
  ledger: Ledger,
): Promise<void> {
  const expected = new Map<string, string | null>();
  let log: unknown = null;
  for (const deed of deeds) {
    const origin = originIn(deed);
    // A log that began anew has none of the old one's cosignatures: they stay in the folder, under earlier-logs.
    if (table === 'cosignature' && log !== null && origin !== null && origin !== log) expected.clear();
    log = origin ?? log;
    if (deed.table === table) expected.set(keyText(table, deed.key), deed.row === null ? null : canonical(deed.row));
  }
  const stored = new Map(
    (await committedRows(instance.owner, table)).map((row) => [keyText(table, row), canonical(row)]),
  );
  for (const [key, row] of stored) {
    ledger.checked.committed += 1;
    const committed = expected.get(key) ?? null;
    if (committed === null)
      ledger.add('rights', `${table} ${key}`, 'No deed made this row: somebody wrote it into the database.', '', row);
    else if (committed !== row)
      ledger.add('rights', `${table} ${key}`, 'The row is not as its last deed left it.', committed, row);
  }
  for (const [key, row] of expected)
    if (row !== null && !stored.has(key)) ledger.add('rights', `${table} ${key}`, 'The row is missing.', row, '');
}

/** The origin of the log that this deed names, or null for a deed of another thing. */
function originIn({ table, key, row }: DeedClaims): unknown {
  if (table !== 'setting' || key.name !== 'log') return null;
  return (row?.value as { origin?: unknown } | undefined)?.origin ?? null;
}

function keyText(table: DeedTable, row: Record<string, unknown>): string {
  return DEED_TABLES[table].map((column) => String(row[column])).join(' ');
}

/** JSON with its members in order, so that equal rows give equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
