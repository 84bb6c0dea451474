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
