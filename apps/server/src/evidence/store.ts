import type { Pool } from 'pg';

export interface ItemFile {
  readonly record: string;
  readonly compartment: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Every item that names a file, by id; audit has held these bodies against their revisions already. */
export async function* itemsWithFiles(db: Pool): AsyncGenerator<ItemFile> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await db.query(
      `select b.record, b.compartment, b.body -> 'file' ->> 'sha256' as sha256, (b.body -> 'file' ->> 'bytes')::bigint as bytes
       from cairn.record r join cairn.record_body b on b.record = r.id
       where r.kind = 'item' and b.body ? 'file' and r.id > $1 order by r.id limit 1000`,
      [after],
    );
    for (const row of rows) yield { ...row, bytes: Number(row.bytes) };
    if (rows.length < 1000) return;
    after = rows.at(-1).record;
  }
}
