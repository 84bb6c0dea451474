import { entryOf, verifyRevision } from '@cairn/revision';
import type { Keys } from '../database/index.ts';
import { DEED_TABLES, type DeedClaims, type DeedTable, readDeed } from '../record/deeds.ts';
import type { Queries } from '../record/index.ts';
import { committedRows, storedDeeds } from './deed-store.ts';
import type { Ledger } from './findings.ts';
import { orderedAs, outOfOrder } from './order.ts';

/** The claims of a deed, in the order of its disclosures. */
const CLAIMS = ['deed', 'number', 'table', 'key', 'row', 'by', 'at', 'reason'];
const ORDER = orderedAs(CLAIMS);

/**
 * Verifies every deed and holds the tables of rights and settings against what the deeds say.
 *
 * @param db a snapshot
 * @returns the deeds that verify, in their order
 */
export async function auditDeeds(
  db: Queries,
  { knownKids }: Pick<Keys, 'knownKids'>,
  ledger: Ledger,
): Promise<DeedClaims[]> {
  const deeds: DeedClaims[] = [];
  for (const row of await storedDeeds(db)) {
    ledger.checked.committed += 1;
    const add = (message: string, expected: unknown = '', found: unknown = ''): void =>
      ledger.add('deed', row.id, message, expected, found);
    if (!Buffer.from(entryOf(row.token)).equals(row.entry)) add('Its log entry is not the hash of its token.');
    try {
      const { claims } = verifyRevision({
        token: row.token,
        disclosures: row.encoded.split('~'),
        publicKey: (kid) => (knownKids.has(kid) ? Buffer.from(kid, 'base64url') : undefined),
      });
      if (claims.get('deed') !== row.id) add('It is filed under another id.', claims.get('deed'), row.id);
      const names = [...claims.keys()];
      if (claims.size !== CLAIMS.length || !names.every((name) => CLAIMS.includes(name)))
        add('Some of its disclosures are missing.', CLAIMS.join(), names.join());
      else if (outOfOrder(names, ORDER)) add('Its disclosures are not in their order.', CLAIMS.join(), names.join());
      const deed = readDeed(row.encoded);
      if (isDeed(deed)) deeds.push(deed);
      else add('It speaks of no row of rights or settings.');
    } catch (error) {
      add(`It does not verify: ${(error as Error).message}`);
    }
  }
  deeds.sort((a, b) => a.number - b.number);
  deeds.forEach(({ number }, i) => {
    const before = deeds[i - 1]?.number ?? 0;
    if (number !== before + 1) ledger.add('deed', `deed ${before + 1}`, 'The deed is missing.', before + 1, number);
  });
  for (const table of Object.keys(DEED_TABLES) as DeedTable[]) await compareTable(db, table, deeds, ledger);
  return deeds;
}

function isDeed({ number, table, key, row }: Partial<DeedClaims>): boolean {
  const isRow = (value: unknown): boolean => typeof value === 'object' && value !== null;
  return (
    Number.isSafeInteger(number) &&
    table !== undefined &&
    Object.hasOwn(DEED_TABLES, table) &&
    isRow(key) &&
    (row === null || isRow(row))
  );
}

async function compareTable(
  db: Queries,
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
    if (deed.table === table) expected.set(keyText(table, deed.key), deed.row === null ? null : rowText(deed.row));
  }
  const stored = new Map((await committedRows(db, table)).map((row) => [keyText(table, row), rowText(row)]));
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
  return (row?.value as { origin?: unknown } | null | undefined)?.origin ?? null;
}

/** Columns that came after a deed are null in its row: null and absent are one. */
function rowText(row: Record<string, unknown>): string {
  return canonical(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
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
