import type { Queries } from '../record/index.ts';

export interface ActivityRow {
  readonly number: string;
  readonly at: Date;
  readonly name: string | null;
  readonly what: string;
  readonly record: string | null;
  readonly reference: string | null;
}

export async function activityOf(
  app: Queries,
  given: { secret: string; compartment: string; before: string | null; most: number },
): Promise<ActivityRow[]> {
  const { rows } = await app.query(
    'select number::text as number, at, name, what, record, reference from cairn.activity_of($1, $2, $3, $4)',
    [given.secret, given.compartment, given.before, given.most],
  );
  return rows;
}

/** The days are those of UTC. */
export async function activityTotals(db: Queries): Promise<{ day: string; what: string; n: number }[]> {
  const { rows } = await db.query(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, what, count(*)::integer as n from cairn.activity
     where at > now() - interval '90 days' group by 1, 2 order by 1 desc, 2`,
  );
  return rows;
}
