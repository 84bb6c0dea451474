import type { Queries } from './log-store.ts';
import type { Circle, RecordRow } from './types.ts';

/** One record as the policies let the session see it: bodies of the levels that it may not read are not there. */
const COLUMNS = `r.id, r.kind, c.name as compartment, r.reference, r.revision, r.at, r.author,
  (select jsonb_agg(b.body) from cairn.record_body b where b.record = r.id) as bodies`;

function rowOf(row: Record<string, never>): RecordRow {
  const { bodies, at, ...rest } = row as unknown as { bodies: object[] | null; at: Date } & Omit<
    RecordRow,
    'body' | 'at'
  >;
  return { ...rest, at: at.toISOString(), body: Object.assign({}, ...(bodies ?? [])) };
}

/** Records by id, in the order of the ids; those that the session may not see are left out. */
export async function recordsById(db: Queries, secret: string, ids: readonly string[]): Promise<RecordRow[]> {
  const { rows } = await db.query(
    `select ${COLUMNS} from unnest($2::uuid[]) with ordinality as wanted (id, place)
     join cairn.record r on r.id = wanted.id join cairn.my_compartments($1) c on c.id = r.compartment order by wanted.place`,
    [secret, ids],
  );
  return rows.map(rowOf);
}

export async function idsByReference(db: Queries, reference: string): Promise<string[]> {
  const { rows } = await db.query('select id from cairn.record where reference = $1', [reference]);
  return rows.map((row) => row.id);
}

/** The same, narrowed to a kind and a compartment. Joined to the session's compartments, it is found by the index. */
export async function idsOfReference(
  db: Queries,
  secret: string,
  reference: string,
  kind: string | null,
  compartment: string | null,
): Promise<string[]> {
  const { rows } = await db.query(
    `select r.id from cairn.my_compartments($1) c join cairn.record r on r.compartment = c.id and r.reference = $2
     where ($3::text is null or r.kind = $3) and ($4::uuid is null or r.compartment = $4)
     order by r.at desc, r.id desc`,
    [secret, reference, kind, compartment],
  );
  return rows.map((row) => row.id);
}

export interface Filter {
  readonly kind: string | null;
  readonly compartment: string | null;
  readonly text: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** As `box[]`; a point counts that lies in any of them. */
  readonly boxes: string | null;
  readonly code: string | null;
  readonly acts: readonly string[] | null;
  /** As `to_tsquery` takes it. */
  readonly place: string | null;
  readonly near: Circle | null;
  /** As `box[]`, around `near`. */
  readonly around: string | null;
  readonly afterAt: string | null;
  readonly afterId: string | null;
  readonly most: number;
}

/** Ids of records through the definer function, whose WHERE clause holds the membership (security design §5). */
export async function searchIds(db: Queries, secret: string, f: Filter): Promise<string[]> {
  const { rows } = await db.query(
    `select cairn.search_records($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) as id`,
    [
      ...[secret, f.text, f.from, f.to, f.boxes, f.kind, f.code, f.compartment, f.afterAt, f.afterId, f.most],
      ...[f.acts, f.place, ...circleOf(f), f.around],
    ],
  );
  return rows.map((row) => row.id);
}

/** Latitude, longitude and radius in metres. */
function circleOf({ near }: Filter): (number | null)[] {
  return near === null ? [null, null, null] : [near.latitude, near.longitude, near.km * 1000];
}

/** The same as a plain query under the policies: slower, and what tests hold the function against. */
export async function plainSearchIds(db: Queries, f: Filter): Promise<string[]> {
  const { rows } = await db.query(
    `select r.id from cairn.record r
     where ($6::uuid is null or r.compartment = $6) and ($5::text is null or r.kind = $5)
       and ($7::timestamptz is null or (r.at, r.id) < ($7, $8::uuid))
       and ($1::text is null or exists (select from cairn.record_search s where s.record = r.id and s.words @@ websearch_to_tsquery('cairn.words', $1)))
       and (($2::timestamptz is null and $3::timestamptz is null) or exists (select from cairn.record_period p where p.record = r.id and p.period && tstzrange($2, $3)))
       and ($4::box[] is null or exists (select from cairn.record_point p where p.record = r.id and p.place <@ any ($4)))
       and ($9::text is null or exists (select from cairn.record_code k where k.record = r.id and (k.code = $9 or k.scheme || ':' || k.code = $9)))
       and ($11::text[] is null or (r.kind = 'incident' and exists (select from cairn.record_reference f join cairn.record a on a.id = f.record and a.kind = 'act'
         join cairn.record_code k on k.record = a.id and k.scheme = 'act-type' and k.code = any ($11) where f.target = r.id)))
       and ($12::text is null or exists (select from cairn.record_search s join cairn.record_body b on b.record = s.record and b.level = s.level
         cross join jsonb_each_text(b.body -> 'place' -> 'name') n where s.record = r.id and to_tsvector('simple', n.value) @@ to_tsquery('simple', $12)))
       and ($15::double precision is null or exists (select from cairn.record_point p
         where p.record = r.id and cairn.metres_between(p.place, $13, $14) - p.radius <= $15))
     order by r.at desc, r.id desc limit $10`,
    [
      ...[f.text, f.from, f.to, f.boxes, f.kind, f.compartment, f.afterAt, f.afterId, f.code, f.most],
      ...[f.acts, f.place, ...circleOf(f)],
    ],
  );
  return rows.map((row) => row.id);
}

export interface StoredRevision {
  readonly number: number;
  readonly token: string;
  readonly entry: Uint8Array;
  /** Encoded disclosures that the session may read. */
  readonly encoded: string[];
}

export async function revisionsOf(db: Queries, id: string, only: number | null): Promise<StoredRevision[]> {
  const { rows } = await db.query(
    `select v.number, v.token, v.entry, (select array_agg(d.encoded order by d.level) from cairn.disclosure d where d.record = v.record and d.number = v.number) as encoded
     from cairn.revision v where v.record = $1 and ($2::integer is null or v.number = $2) order by v.number`,
    [id, only],
  );
  return rows.map((row) => ({ ...row, encoded: (row.encoded ?? []).flatMap((text: string) => text.split('~')) }));
}

/** What the first revisions of records disclose to the session, by record. */
export async function firstDisclosures(db: Queries, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await db.query(
    'select record, array_agg(encoded order by level) as encoded from cairn.disclosure where record = any ($1) and number = 1 group by record',
    [ids],
  );
  return new Map(rows.map(({ record, encoded }) => [record, encoded.flatMap((text: string) => text.split('~'))]));
}

export async function logPositions(db: Queries, entries: readonly Uint8Array[]): Promise<Map<string, number>> {
  const { rows } = await db.query('select entry, index from cairn.log_positions($1)', [entries]);
  return new Map(rows.map((row) => [Buffer.from(row.entry).toString('hex'), Number(row.index)]));
}

/**
 * Ids of records around one: what it names, what names it, and both ends of links that touch any of these. A link that was
 * withdrawn (it has no row in `record_link`) is not among them and leads nowhere.
 */
export async function relatedIds(db: Queries, id: string, most: number): Promise<string[]> {
  const { rows } = await db.query(
    `with near as (
       select target as id from cairn.record_reference where record = $1
       union select f.record from cairn.record_reference f join cairn.record r on r.id = f.record
         where f.target = $1 and (r.kind <> 'link' or exists (select from cairn.record_link k where k.record = r.id))
     ), further as (
       select f.target as id from cairn.record_reference f join cairn.record r on r.id = f.record join near n on n.id = f.record where r.kind in ('link', 'act', 'statement')
       union select f.record from cairn.record_reference f join near n on n.id = f.target
         join cairn.record t on t.id = n.id join cairn.record l on l.id = f.record
         where t.kind = 'act' and (l.kind = 'statement' or l.kind = 'link' and exists (select from cairn.record_link k where k.record = l.id))
     ), ends as (
       select f.target as id from cairn.record_reference f join further n on n.id = f.record join cairn.record r on r.id = f.record where r.kind = 'link'
     )
     select id from (select id from near union select id from further union select id from ends) all_ids
     join cairn.record using (id) where id <> $1
     order by array_position(array['act', 'statement', 'item', 'incident', 'link'], kind), id limit $2`,
    [id, most],
  );
  return rows.map((row) => row.id);
}

/** Records of a kind that name one, the oldest first. */
export async function idsNaming(db: Queries, id: string, kind: string, most: number): Promise<string[]> {
  const { rows } = await db.query(
    `select r.id from cairn.record_reference f join cairn.record r on r.id = f.record
     where f.target = $1 and r.kind = $2 order by r.reference, r.id limit $3`,
    [id, kind, most],
  );
  return rows.map((row) => row.id);
}

/** Ids of links without a row in `record_link` that name a record, or an act of it. */
export async function withdrawnLinkIds(db: Queries, id: string, most: number): Promise<string[]> {
  const { rows } = await db.query(
    `with ends as (
       select $1::uuid as id
       union select f.record from cairn.record_reference f join cairn.record r on r.id = f.record where f.target = $1 and r.kind = 'act'
     )
     select distinct f.record as id from cairn.record_reference f join ends e on e.id = f.target join cairn.record r on r.id = f.record
     where r.kind = 'link' and not exists (select from cairn.record_link k where k.record = r.id) limit $2`,
    [id, most],
  );
  return rows.map((row) => row.id);
}

export interface ExternalRow {
  readonly record: string;
  readonly kind: string;
  readonly revision: number;
  readonly body: Record<string, unknown>;
  readonly author: string;
  readonly external: { dataset: string; id: string; occurrence: number; role: string };
}

export async function externalRows(
  db: Queries,
  compartment: string,
  dataset: string,
  ids: readonly string[],
): Promise<ExternalRow[]> {
  const { rows } = await db.query(
    `select e.record, r.kind, r.revision, r.author, e.dataset, e.id, e.occurrence, e.role,
       (select jsonb_agg(b.body) from cairn.record_body b where b.record = r.id) as bodies
     from cairn.external_record e join cairn.record r on r.id = e.record
     where e.compartment = $1 and e.dataset = $2 and e.id = any ($3)`,
    [compartment, dataset, ids],
  );
  return rows.map(({ dataset: set, id, occurrence, role, bodies, ...rest }) => ({
    ...rest,
    body: Object.assign({}, ...(bodies ?? [])),
    external: { dataset: set, id, occurrence, role },
  }));
}

/** What a change of existing records starts from; `hidden` are digests of what the session may not read. */
export async function rowsBefore(
  db: Queries,
  secret: string,
  ids: readonly string[],
): Promise<{ id: string; reference: string; entry: string; bodies: object[] | null; hidden: string[] | null }[]> {
  const { rows } = await db.query(
    `select r.id, r.reference, encode(v.entry, 'hex') as entry,
       (select jsonb_agg(b.body) from cairn.record_body b where b.record = r.id) as bodies,
       (select array_agg(h.digest) from cairn.hidden_digests($2, array[r.id]) h) as hidden
     from cairn.record r join cairn.revision v on v.record = r.id and v.number = r.revision
     where r.id = any ($1)`,
    [ids, secret],
  );
  return rows;
}

/** Records that rules look at beside the one that changes. */
export async function otherRows(
  db: Queries,
  ids: readonly string[],
): Promise<{ id: string; kind: RecordRow['kind']; author: string; bodies: object[] | null }[]> {
  const { rows } = await db.query(
    `select r.id, r.kind, r.author, (select jsonb_agg(b.body) from cairn.record_body b where b.record = r.id) as bodies
     from cairn.record r where r.id = any ($1)`,
    [ids],
  );
  return rows;
}

/** Fields of a revision whose values were erased, as far as the session may know of them. */
export async function erasedFields(
  db: Queries,
  { secret, record, revision }: { secret: string; record: string; revision: number },
): Promise<Set<string>> {
  const { rows } = await db.query('select claim from cairn.erased_claims($1, $2) where number = $3', [
    secret,
    record,
    revision,
  ]);
  return new Set(rows.map(({ claim }) => String(claim).replace(/^body\./, '')));
}

/** Whether the session reads an item of a compartment that names these bytes. */
export async function readsFile(db: Queries, compartment: string, sha256: string): Promise<boolean> {
  const { rows } = await db.query(
    `select exists (select from cairn.record_code k join cairn.record r on r.id = k.record
       where k.compartment = $1 and k.code = $2 and k.scheme = 'sha256') as reads`,
    [compartment, sha256],
  );
  return rows[0].reads;
}

/** Roles of copies that programs make of an item, to show it by. */
export const SHOWN_COPIES = ['thumbnail', 'preview', 'poster', 'playable'] as const;

/** Copies that a program made of an item, to show it by. */
export async function shownCopies(db: Queries, item: string): Promise<string[]> {
  const { rows } = await db.query(
    `select distinct b.record from cairn.record_reference f
     join cairn.record_body b on b.record = f.record and b.body -> 'derivative' ->> 'of' = f.target::text
     where f.target = $1 and b.body -> 'derivative' ->> 'role' = any ($2)`,
    [item, SHOWN_COPIES],
  );
  return rows.map(({ record }) => record);
}
