import type { Queries } from '../record/index.ts';

/** A need that the database names; `due` is a day. */
export interface DeskRow {
  readonly what: 'assigned' | 'overdue' | 'review' | 'level' | 'mention' | 'flag' | 'batch' | 'conflict';
  readonly record: string;
  readonly due: string | null;
}

/** What may need the session's account now, `most` of each kind, of one compartment or all. */
export async function deskRows(
  db: Queries,
  given: { secret: string; compartment: string | null; today: string; most: number },
): Promise<DeskRow[]> {
  const { rows } = await db.query('select what, record, due from cairn.desk_lines($1, $2, $3, $4)', [
    ...[given.secret, given.compartment, given.today, given.most],
  ]);
  return rows;
}

/** Names of people with whom the session shares a compartment, by their ids. */
export async function namesOf(db: Queries, secret: string, accounts: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query('select id, name from cairn.names_of($1, $2)', [secret, accounts]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
