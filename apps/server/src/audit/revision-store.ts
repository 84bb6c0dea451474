import type { Pool } from 'pg';

export interface RevisionRow {
  readonly record: string;
  readonly number: number;
  readonly compartment: string;
  readonly token: string;
  readonly entry: Uint8Array;
  readonly disclosures: { readonly level: string; readonly compartment: string; readonly encoded: string }[];
}

/** Revisions of records with id in [from, to], by record and number, with all their disclosures; keyset batches. */
export async function* revisions(db: Pool, from: string, to: string, batch: number): AsyncGenerator<RevisionRow[]> {
  let after: [string, number] = [from, 0];
  for (;;) {
    const { rows } = await db.query({
      name: 'audit-revisions',
      text: `select record, number, compartment, token, entry from cairn.revision
             where (record, number) > ($1, $2) and record <= $3 order by record, number limit $4`,
      values: [after[0], after[1], to, batch],
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    const { rows: parts } = await db.query({
      name: 'audit-disclosures',
      text: `select record, number, compartment, level, encoded from cairn.disclosure
             where (record, number) > ($1, $2) and (record, number) <= ($3, $4)`,
      values: [after[0], after[1], last.record, last.number],
    });
    const byRevision = new Map<string, RevisionRow['disclosures']>();
    for (const { record, number, ...part } of parts) {
      const key = `${record}/${number}`;
      const list = byRevision.get(key);
      if (list === undefined) byRevision.set(key, [part]);
      else list.push(part);
    }
    yield rows.map((row) => ({ ...row, disclosures: byRevision.get(`${row.record}/${row.number}`) ?? [] }));
    after = [last.record, last.number];
    if (rows.length < batch) return;
  }
}

/** Disclosures whose revision is not there. */
export async function strayDisclosures(db: Pool): Promise<{ record: string; number: number; level: string }[]> {
  const { rows } = await db.query(
    `select record, number, level from cairn.disclosure d
     where not exists (select from cairn.revision v where v.record = d.record and v.number = d.number) limit 1000`,
  );
  return rows;
}
