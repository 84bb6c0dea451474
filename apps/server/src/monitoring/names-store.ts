import type { Queries } from '../record/index.ts';

export interface NameRow {
  readonly record: string;
  readonly name: string;
  readonly folded: string;
  readonly keys: string[];
}

/** Public names that sound like, or are spelt nearly like, what is asked for; the nearest first. */
export async function namesLike(
  db: Queries,
  secret: string,
  asked: { keys: readonly string[]; folded: string; within: string | null; most: number },
): Promise<NameRow[]> {
  const { rows } = await db.query('select * from cairn.find_names($1, $2, $3, $4, $5)', [
    ...[secret, asked.keys, asked.folded, asked.within, asked.most],
  ]);
  return rows;
}
