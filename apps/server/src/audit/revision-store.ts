import type { ClientBase, Pool } from 'pg';
import type { Queries } from '../record/log-store.ts';

export interface RevisionRow {
  readonly record: string;
  readonly number: number;
  readonly compartment: string;
  readonly token: string;
  readonly entry: Uint8Array;
  readonly disclosures: { readonly level: string; readonly compartment: string; readonly encoded: string }[];
}

/**
 * Revisions of records with id in [from, to], by record and number, with all their disclosures; keyset batches. The next
 * batch is on its way while the caller works on one.
 */
export async function* revisions(
  db: ClientBase | Pool,
  from: string,
  to: string,
  batch: number,
): AsyncGenerator<RevisionRow[]> {
  let next: Promise<RevisionRow[]> | null = read(db, [from, 0], to, batch);
  while (next !== null) {
    const rows: RevisionRow[] = await next;
    const last = rows.at(-1);
    next = last === undefined || rows.length < batch ? null : read(db, [last.record, last.number], to, batch);
    // Told to whoever asks for that batch; nobody may, when this one could not be worked on.
    next?.catch(() => undefined);
    if (last !== undefined) yield rows;
  }
}

async function read(
  db: ClientBase | Pool,
  [record, number]: readonly [string, number],
  to: string,
  batch: number,
): Promise<RevisionRow[]> {
  const { rows } = await db.query<[string, number, string, string, Uint8Array]>({
    name: 'audit-revisions',
    text: `select record, number, compartment, token, entry from cairn.revision
           where (record, number) > ($1, $2) and record <= $3 order by record, number limit $4`,
    values: [record, number, to, batch],
    rowMode: 'array',
  });
  const last = rows.at(-1);
  if (last === undefined) return [];
  const { rows: parts } = await db.query<[string, number, string, string, string]>({
    name: 'audit-disclosures',
    text: `select record, number, level, compartment, encoded from cairn.disclosure
           where (record, number) > ($1, $2) and (record, number) <= ($3, $4) order by record, number`,
    values: [record, number, last[0], last[1]],
    rowMode: 'array',
  });
  let at = 0;
  return rows.map(([id, revision, compartment, token, entry]) => {
    const disclosures: RevisionRow['disclosures'] = [];
    // Both lists are in one order; disclosures that stand before have no revision, and are told elsewhere.
    for (; at < parts.length; at++) {
      const [of, n, level, place, encoded] = parts[at] as (typeof parts)[number];
      if (of > id || (of === id && n > revision)) break;
      if (of === id && n === revision) disclosures.push({ level, compartment: place, encoded });
    }
    return { record: id, number: revision, compartment, token, entry, disclosures };
  });
}

export async function moreRevisionsThan(db: Pool, count: number): Promise<boolean> {
  const { rows } = await db.query('select exists (select from cairn.revision offset $1) as more', [count]);
  return rows[0].more;
}

/** Disclosures whose revision is not there. */
export async function strayDisclosures(db: Queries): Promise<{ record: string; number: number; level: string }[]> {
  const { rows } = await db.query(
    `select record, number, level from cairn.disclosure d
     where not exists (select from cairn.revision v where v.record = d.record and v.number = d.number) limit 1000`,
  );
  return rows;
}
