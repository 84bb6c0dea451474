import type { Queries } from '../record/index.ts';

/** Persons with one outcome: sums of ranges, and how many figures say less than all three. */
export interface PersonsRow {
  readonly outcome: string;
  readonly low: number;
  readonly best: number;
  readonly high: number;
  readonly records: number;
  readonly withoutBest: number;
  readonly openAbove: number;
}

export interface FigureRow {
  readonly key: string | null;
  /** Of a place that is written in several languages: its name by language (BCP 47). */
  readonly names?: Readonly<Record<string, string>>;
  readonly n?: number;
  readonly persons?: PersonsRow[];
}

export interface FigureRows {
  readonly rows: FigureRow[];
  readonly total: Omit<FigureRow, 'key'>;
  readonly notes: Readonly<Record<string, number>>;
}

export async function figureRows(
  db: Queries,
  given: { secret: string; query: object; count: string; by: string; zone: string; most: number },
): Promise<FigureRows> {
  const { secret, query, count, by, zone, most } = given;
  const { rows } = await db.query('select cairn.figures($1, $2, $3, $4, $5, $6) as told', [
    secret,
    JSON.stringify(query),
    count,
    by,
    zone,
    most,
  ]);
  return rows[0].told;
}

/** How many records of a place are asked for its names; one that was written in more languages speaks for the others. */
const ASKED_OF_A_PLACE = 20;

/** Names of places by language, as records that the session reads write them; a place of one language has no entry. */
export async function placeNames(
  db: Queries,
  { compartments, keys }: { compartments: readonly string[]; keys: readonly string[] },
): Promise<Map<string, Record<string, string>>> {
  const { rows } = await db.query(
    `select k.key, told.name from unnest($1::text[]) as k (key) cross join lateral (
       select few.name from (
         select b.body -> 'place' -> 'name' as name from cairn.record_code c
         join cairn.record_body b on b.record = c.record and b.level = c.level
         where c.compartment = any ($2::uuid[]) and c.code = k.key and c.scheme = 'place' limit $3) few
       where jsonb_typeof(few.name) = 'object'
       order by (select count(*) from jsonb_object_keys(few.name)) desc, few.name::text limit 1) told`,
    [keys, compartments, ASKED_OF_A_PLACE],
  );
  return new Map(rows.filter(({ name }) => Object.keys(name).length > 1).map(({ key, name }) => [key, name]));
}
