import type { Pool, PoolClient } from 'pg';

/** Disclosures of one level of one revision of an item. */
export interface ItemDisclosures {
  readonly record: string;
  readonly number: number;
  readonly level: string;
  readonly compartment: string;
  readonly encoded: string;
}

/** A place in the order of disclosures: record, number, level. */
export type DisclosurePlace = readonly [record: string, number: number, level: string];

/** Before all of them. */
export const FIRST_DISCLOSURE: DisclosurePlace = ['00000000-0000-0000-0000-000000000000', 0, 'public'];

/**
 * Disclosures of all revisions of items, by record, some hundred at a time: the files that items name now or named once.
 * Audit holds them against their tokens elsewhere; a backup reads them within its snapshot.
 */
export async function* itemDisclosures(
  db: Pick<Pool | PoolClient, 'query'>,
  from: DisclosurePlace = FIRST_DISCLOSURE,
): AsyncGenerator<ItemDisclosures[]> {
  for (let after = from; ; ) {
    const { rows } = await db.query(
      `select d.record, d.number, d.level, d.compartment, d.encoded
       from cairn.disclosure d join cairn.record r on r.id = d.record
       where r.kind = 'item' and (d.record, d.number, d.level) > ($1::uuid, $2::integer, $3::cairn.sensitivity)
       order by d.record, d.number, d.level limit 500`,
      [...after],
    );
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < 500) return;
    after = [last.record, last.number, last.level];
  }
}

/** Disclosures of all revisions of some items. */
export async function disclosuresOfItems(
  db: Pick<Pool, 'query'>,
  items: readonly string[],
): Promise<ItemDisclosures[]> {
  const { rows } = await db.query(
    'select record, number, level, compartment, encoded from cairn.disclosure where record = any ($1)',
    [items],
  );
  return rows;
}

/** Whether these very disclosures of a record are there still. */
export async function isNamed(db: Pick<Pool, 'query'>, { record, encoded }: ItemDisclosures): Promise<boolean> {
  const { rows } = await db.query(
    'select exists (select from cairn.disclosure where record = $1 and encoded = $2) as named',
    [record, encoded],
  );
  return rows[0].named;
}
