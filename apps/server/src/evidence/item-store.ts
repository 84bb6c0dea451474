import type { Item } from '@cairn/model';
import type { Queries } from '../record/index.ts';

export interface ItemFilter {
  readonly compartment: string | null;
  /** A record that the items belong to. */
  readonly about: string | null;
  /** As LIKE takes them; null for any. */
  readonly media: readonly string[] | null;
  /** Whether those are meant that are none of `media`. */
  readonly other: boolean;
  readonly afterAt: string | null;
  readonly afterId: string | null;
  readonly most: number;
}

/** Ids of items through the definer function, whose WHERE clause holds the membership (security design §5). */
export async function itemIds(db: Queries, secret: string, f: ItemFilter): Promise<string[]> {
  const { rows } = await db.query('select cairn.list_items($1, $2, $3, $4, $5, $6, $7, $8) as id', [
    ...[secret, f.compartment, f.about, f.media, f.other],
    ...[f.afterAt, f.afterId, f.most],
  ]);
  return rows.map((row) => row.id);
}

/** An item as the policies let the session see it, with some of its fields. */
export interface ItemRecord {
  readonly id: string;
  /** UUID. */
  readonly compartment: string;
  readonly reference: string;
  readonly revision: number;
  readonly at: Date;
  readonly body: Partial<Item>;
}

const COLUMNS = 'r.id, r.compartment, r.reference, r.revision, r.at';

/** Items by id, in the order of the ids; those that the session may not see are left out. */
export async function itemsById(
  db: Queries,
  ids: readonly string[],
  fields: readonly string[] | null,
): Promise<ItemRecord[]> {
  const { rows } = await db.query(
    `select ${COLUMNS}, coalesce((
       select jsonb_object_agg(f.key, f.value) from cairn.record_body b cross join jsonb_each(b.body) f
       where b.record = r.id and ($2::text[] is null or f.key = any ($2))), '{}') as body
     from unnest($1::uuid[]) with ordinality as wanted (id, place)
     join cairn.record r on r.id = wanted.id and r.kind = 'item' order by wanted.place`,
    [ids, fields],
  );
  return rows;
}

/** An item that was made from another. */
export interface DerivedRecord extends ItemRecord {
  readonly of: string;
}

const DERIVED = ['itemKind', 'file', 'technical', 'derivative'];

/** What was made from some items, of one role or of all, the newest first. */
export async function derivedItems(db: Queries, ids: readonly string[], role: string | null): Promise<DerivedRecord[]> {
  const { rows } = await db.query(
    `select ${COLUMNS}, f.target as of,
       (select jsonb_object_agg(e.key, e.value) from jsonb_each(b.body) e where e.key = any ($3)) as body
     from cairn.record_reference f
     join cairn.record r on r.id = f.record and r.kind = 'item'
     join cairn.record_body b on b.record = r.id and b.body -> 'derivative' ->> 'of' = f.target::text
     where f.target = any ($1) and ($2::text is null or b.body -> 'derivative' ->> 'role' = $2)
     order by r.at desc, r.id`,
    [ids, role, DERIVED],
  );
  return rows;
}

/** Encoded disclosures of the first revisions of some records, as far as the session reads them. */
export async function firstRevisions(
  db: Queries,
  ids: readonly string[],
): Promise<{ record: string; encoded: string }[]> {
  const { rows } = await db.query(
    `select d.record, d.encoded from cairn.disclosure d join cairn.record r on r.id = d.record and r.level = d.level
     where d.record = any ($1) and d.number = 1`,
    [ids],
  );
  return rows;
}

/** Another item of the compartment with the same bytes. */
export async function itemsOfFile(
  db: Queries,
  { compartment, sha256, but }: { compartment: string; sha256: string; but: string },
): Promise<{ item: string; reference: string }[]> {
  const { rows } = await db.query(
    `select distinct r.id as item, r.reference from cairn.record_code k join cairn.record r on r.id = k.record
     where k.compartment = $1 and k.code = $2 and k.scheme = 'sha256' and r.id <> $3 order by r.reference limit 100`,
    [compartment, sha256, but],
  );
  return rows;
}

/** The levels of a compartment that the session reads. */
export async function readableLevels(db: Queries, compartment: string): Promise<Set<string>> {
  const { rows } = await db.query('select level from cairn.may_read() where compartment = $1', [compartment]);
  return new Set(rows.map((row) => row.level));
}

/** How often a file was shown or handed out. */
export interface UseRow {
  /** The last time. */
  readonly at: Date;
  readonly what: 'open' | 'download' | 'export';
  /** Null where the session is told the number alone; empty for somebody without a name. */
  readonly name: string | null;
  readonly times: number;
}

export async function fileUses(db: Queries, secret: string, item: string): Promise<UseRow[]> {
  const { rows } = await db.query('select at, what, name, times::integer as times from cairn.file_uses($1, $2)', [
    secret,
    item,
  ]);
  return rows;
}

/** What befell a file in the store. */
export interface EventRow {
  readonly at: Date;
  readonly event: 'rechecked' | 'altered' | 'missing' | 'moved-store';
  /** Kinds of store, of a move. */
  readonly origin: string | null;
  readonly target: string | null;
}

export async function fileEvents(
  db: Queries,
  given: { secret: string; item: string; address: string },
): Promise<EventRow[]> {
  const { rows } = await db.query('select at, event, origin, target from cairn.file_events($1, $2, $3)', [
    ...[given.secret, given.item, given.address],
  ]);
  return rows;
}
