import type { Queries } from '../record/log-store.ts';

/** A counter that says something else than the rows it counts. */
export interface WrongCounter {
  /** What is counted: compartment, kind, level, code, month or cell. */
  readonly counter: string;
  readonly counted: string;
  readonly stored: string;
}

/** Counts everything anew and holds it against the counters and what is not added up in them yet. */
export async function wrongCounters(db: Queries): Promise<WrongCounter[]> {
  const { rows } = await db.query(
    `select concat_ws(' ', compartment, what, kind, scheme, code, level, spot) as counter, sum(anew)::text as counted, sum(n)::text as stored
     from (
       select compartment, what, kind, scheme, code, level, spot, n, 0 as anew from cairn.counter
       union all select compartment, what, kind, scheme, code, level, spot, n, 0 from cairn.counter_change
       union all select compartment, what, kind, scheme, code, level, spot, 0, n from cairn.counted_anew()) g
     group by compartment, what, kind, scheme, code, level, spot having sum(n) <> sum(anew) order by 1 limit 1000`,
  );
  return rows;
}

/** A period beside a place that should not be there, or is not. */
export interface WrongScene {
  readonly record: string;
  readonly side: 'missing' | 'foreign';
  readonly row: string;
}

/** Puts periods and places beside each other anew and holds them against what is stored. */
export async function wrongScenes(db: Queries): Promise<WrongScene[]> {
  const { rows } = await db.query(
    `select record, case when sum(side) > 0 then 'missing' else 'foreign' end as side, row
     from (
       select record, s::text as row, -1 as side from cairn.record_scene s
       union all select record, s::text, 1 from cairn.scenes_of(null) s) g
     group by record, row having sum(side) <> 0 order by 1, 2 limit 1000`,
  );
  return rows;
}
