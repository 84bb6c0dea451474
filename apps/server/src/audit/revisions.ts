import { KINDS, type KindName } from '@cairn/model';
import type { ClientBase } from 'pg';
import { addProjection, lowestLevel } from '../record/commit.ts';
import { noProjections, type Projections } from '../record/commit-store.ts';
import { erasedIn } from './erasure-store.ts';
import { Ledger } from './findings.ts';
import { differences, type ExpectedRecord } from './projection-store.ts';
import { checkRevision, type ReadRevision, type Trust } from './revision-check.ts';
import { type RevisionRow, revisions } from './revision-store.ts';

const BATCH = 1000;

/** The newest revision of a record, from which its rows are derived. */
export interface Newest extends ReadRevision {
  readonly row: RevisionRow;
}

/** Records with an id in [from, to]. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** So often a range is divided to find the record that cannot be checked; whatever fails more often fails everywhere. */
const MOST_FAILURES = 1000;

/**
 * Re-derives the revisions of a range of records and holds every derived row of them against the result, all as of one
 * moment: what others write meanwhile is no finding. A record that cannot even be compared is a finding, and the others
 * of its range are checked all the same.
 */
export async function auditRange(
  db: ClientBase,
  trust: Pick<Trust, 'knownKids'>,
  range: Range,
  ledger: Ledger,
  failures = { left: MOST_FAILURES },
): Promise<void> {
  const own = new Ledger();
  await db.query('begin transaction isolation level repeatable read read only');
  try {
    await auditRevisions(db, trust, range, own);
    ledger.merge(own.findings, own.checked);
    await db.query('rollback');
  } catch (error) {
    await db.query('rollback');
    failures.left -= 1;
    const message = error instanceof Error ? error.message : String(error);
    const { from, to } = range;
    if (from === to) ledger.add('revision', from, `its revisions cannot be checked: ${message}`);
    else if (failures.left < 0)
      ledger.add('revision', `records ${from} to ${to}`, `their revisions cannot be checked: ${message}`);
    else for (const half of halves(range)) await auditRange(db, trust, half, ledger, failures);
  }
}

function halves({ from, to }: Range): Range[] {
  const [first, last] = [from, to].map((id) => BigInt(`0x${id.replaceAll('-', '')}`)) as [bigint, bigint];
  const middle = (first + last) / 2n;
  return [
    { from, to: idOf(middle) },
    { from: idOf(middle + 1n), to },
  ];
}

function idOf(number: bigint): string {
  const digits = number.toString(16).padStart(32, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function auditRevisions(
  db: ClientBase,
  { knownKids }: Pick<Trust, 'knownKids'>,
  { from, to }: Range,
  ledger: Ledger,
): Promise<void> {
  const trust: Trust = { knownKids, erased: await erasedIn(db, from, to) };
  let open: { row: RevisionRow; read: ReadRevision | null } | null = null;
  for await (const rows of revisions(db, from, to, BATCH)) {
    const newest: Newest[] = [];
    for (const row of rows) {
      const before: { row: RevisionRow; read: ReadRevision | null } | null = open;
      if (before !== null && before.row.record !== row.record && before.read !== null)
        newest.push({ row: before.row, ...before.read });
      const read = checkRevision(row, trust, ledger);
      checkChain(before !== null && before.row.record === row.record ? before.row : null, row, read, ledger);
      open = { row, read };
    }
    ledger.checked.revisions += rows.length;
    await compare(db, newest, ledger);
  }
  if (open?.read) await compare(db, [{ row: open.row, ...open.read }], ledger);
}

function checkChain(before: RevisionRow | null, row: RevisionRow, read: ReadRevision | null, ledger: Ledger): void {
  const number = (before?.number ?? 0) + 1;
  if (row.number !== number) ledger.add('revision', row.record, `revision ${number} is missing`, number, row.number);
  const previous = read?.claims.get('previous');
  const expected = before === null ? null : Buffer.from(before.entry).toString('hex');
  if (previous !== undefined && row.number === number && previous !== expected) {
    ledger.add(
      'revision',
      row.record,
      `revision ${row.number}: it does not follow the revision before it`,
      previous,
      expected,
    );
  }
}

async function compare(db: ClientBase, newest: readonly Newest[], ledger: Ledger): Promise<void> {
  if (newest.length === 0) return;
  const { records, projections } = derive(newest, ledger);
  ledger.checked.projections += newest.length;
  for (const { table, record, side, row } of await differences(
    db,
    newest.map(({ row: { record } }) => record),
    records,
    projections,
  )) {
    const message =
      side === 'missing'
        ? `a row of ${table} is not as its revisions give it, or is missing`
        : `${table} holds a row that its revisions do not give`;
    ledger.add('projection', record, message, side === 'missing' ? row : '', side === 'missing' ? '' : row);
  }
}

/** The rows that newest revisions give. A revision that cannot be projected is a finding by itself. */
export function derive(
  newest: readonly Newest[],
  ledger: Ledger,
): { records: ExpectedRecord[]; projections: Projections } {
  const records: ExpectedRecord[] = [];
  const projections = noProjections();
  for (const { row, claims, body, erased } of newest) {
    const text = (name: string): string => String(claims.get(name) ?? '');
    const kind = text('kind') as KindName;
    try {
      const definition = KINDS[kind];
      if (definition === undefined) throw new Error(`there is no kind ${kind}`);
      const current = definition.upgrade(body, Number(claims.get('version')));
      const projection = definition.project({
        id: row.record,
        compartment: row.compartment,
        kind,
        revision: row.number,
        body: current as never,
      });
      records.push({
        id: row.record,
        compartment: row.compartment,
        kind,
        reference: text('reference'),
        // The level at which the record is known does not rise with what is erased.
        level: lowestLevel([...projection.bodies, ...erased.filter(({ claim }) => claim.startsWith('body.'))]),
        revision: row.number,
        at: text('at'),
        author: text('author'),
      });
      addProjection(projections, records.length, projection);
    } catch (error) {
      ledger.add('revision', row.record, `revision ${row.number} cannot be projected: ${(error as Error).message}`);
    }
  }
  return { records, projections };
}
