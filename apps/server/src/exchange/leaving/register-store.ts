import type { Queries } from '../../record/index.ts';

/** An entry of the register as one of its readers sees it. */
export interface DepartureRow {
  readonly id: string;
  readonly at: string;
  /** Ids of those compartments concerned that the reader is a member of. */
  readonly compartments: readonly string[];
  readonly purpose: string;
  readonly format: string;
  readonly terms: string;
  readonly state: 'begun' | 'left' | 'broken-off';
  /** Whether all of it is told; what follows is null where it is not. */
  readonly whole: boolean;
  readonly by: string | null;
  /** Name of the account; null for an operator. */
  readonly name: string | null;
  readonly recipient: string | null;
  readonly query: string | null;
  readonly chosen: readonly { readonly field: string; readonly by: string }[] | null;
  readonly included: readonly string[] | null;
  readonly warnings: readonly string[] | null;
  readonly levels: readonly string[] | null;
  readonly records: Readonly<Record<string, number>> | null;
  readonly bytes: number | null;
  /** SHA-256 in hex. */
  readonly digest: string | null;
  readonly ended: string | null;
}

export async function departuresOf(
  db: Queries,
  secret: string,
  given: { readonly place: string | null; readonly after: readonly [string, string] | null; readonly most: number },
): Promise<DepartureRow[]> {
  const [at, id] = given.after ?? [null, null];
  const { rows } = await db.query('select * from cairn.departures_of($1, $2, $3, $4, $5)', [
    secret,
    given.place,
    at,
    id,
    given.most,
  ]);
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    ended: row.ended?.toISOString() ?? null,
    bytes: row.bytes === null ? null : Number(row.bytes),
  }));
}

/** The setting of how young an incident warns, or null. */
export async function delaySetting(db: Queries): Promise<unknown> {
  const { rows } = await db.query('select cairn.departure_delay() as value');
  return rows[0]?.value ?? null;
}
