import type { Pool, PoolClient } from 'pg';

type Queries = Pick<Pool | PoolClient, 'query'>;

/** An item that holds a file, as the session sees it. */
export interface HeldFile {
  readonly item: string;
  readonly reference: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly name: string;
  readonly mediaType: string;
}

/** Items of a compartment that hold files with these digests; what was made from others is none. */
export async function itemsWith(db: Queries, compartment: string, digests: readonly string[]): Promise<HeldFile[]> {
  const { rows } = await db.query(
    `select r.id as item, r.reference, b.body -> 'file' as file
     from cairn.record_code c
     join cairn.record r on r.id = c.record
     join cairn.record_body b on b.record = c.record and b.level = c.level
     where c.compartment = $1 and c.scheme = 'sha256' and c.code = any ($2::text[]) and not b.body ? 'derivative'
     order by r.reference`,
    [compartment, digests],
  );
  return rows.map(heldOf);
}

/** Items that hold files, by their ids. */
export async function itemsById(db: Queries, ids: readonly string[]): Promise<HeldFile[]> {
  const { rows } = await db.query(
    `select r.id as item, r.reference, b.body -> 'file' as file
     from cairn.record r join cairn.record_body b on b.record = r.id and b.body ? 'file'
     where r.id = any ($1::uuid[])`,
    [ids],
  );
  return rows.map(heldOf);
}

function heldOf({ item, reference, file }: { item: string; reference: string; file: Partial<HeldFile> }): HeldFile {
  return {
    item,
    reference,
    sha256: file.sha256 ?? '',
    bytes: file.bytes ?? 0,
    name: file.name ?? '',
    mediaType: file.mediaType ?? 'application/octet-stream',
  };
}

/** Which of these items are part of an incident already. */
export async function partsOf(db: Queries, incident: string, items: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query(
    `select source from cairn.record_link where target = $1 and type = 'part-of' and source = any ($2::uuid[])`,
    [incident, items],
  );
  return new Set(rows.map(({ source }) => source));
}

/** Enters that bytes will land at these addresses. */
export async function noteLanding(access: Pool, compartment: string, addresses: readonly string[]): Promise<void> {
  await access.query(
    `insert into cairn.landing (compartment, address) select $1, decode(a, 'hex') from unnest($2::text[]) a
     on conflict do nothing`,
    [compartment, addresses],
  );
}

/** Takes addresses out again: items name what lies there, or nothing does. */
export async function forgetLanding(access: Pool, compartment: string, addresses: readonly string[]): Promise<void> {
  await access.query(
    `delete from cairn.landing where compartment = $1 and address in (select decode(a, 'hex') from unnest($2::text[]) a)`,
    [compartment, addresses],
  );
}

/** Compartments in which bytes landed longer than so many milliseconds ago, and no item was seen to name them since. */
export async function oldLandings(access: Pool, age: number): Promise<{ compartment: string; addresses: string[] }[]> {
  const { rows } = await access.query(
    `select compartment, array_agg(encode(address, 'hex')) as addresses from cairn.landing
     where since <= clock_timestamp() - make_interval(secs => $1) group by compartment`,
    [age / 1000],
  );
  return rows;
}

/** Disclosures of all revisions of the items of a compartment, some hundred at a time. */
export async function* disclosuresOf(owner: Pool, compartment: string): AsyncGenerator<string[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await owner.query(
      `select r.id, string_agg(d.encoded, '~') as encoded
       from (select id from cairn.record where compartment = $1 and kind = 'item' and id > $2 order by id limit 300) r
       join cairn.disclosure d on d.record = r.id group by r.id order by r.id`,
      [compartment, after],
    );
    yield rows.map(({ encoded }) => encoded);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
