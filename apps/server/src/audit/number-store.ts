import type { Queries } from '../record/log-store.ts';

/** A series whose last number given out lies below one in use. */
export interface LowNumber {
  readonly compartment: string;
  readonly what: string;
  /** Empty where the series is missing. */
  readonly last: string;
  readonly used: string;
}

/**
 * Series of references that stand below the largest reference in use, and series that are missing. Source codes may be
 * typed by people as well, so that one above its series is nobody's fault.
 */
export async function lowNumbers(db: Queries): Promise<LowNumber[]> {
  const { rows } = await db.query(
    `with used as (
       select compartment, max(substring(reference from '-([0-9]{1,15})$')::bigint) as number from cairn.record group by compartment)
     select c.id as compartment, series.what, coalesce(n.last::text, '') as last, coalesce(used.number, 0)::text as used
     from cairn.compartment c cross join (values ('reference'), ('source')) as series (what)
     left join cairn.next_number n on n.compartment = c.id and n.what = series.what
     left join used on used.compartment = c.id and series.what = 'reference'
     where n.last is null or n.last < coalesce(used.number, 0) order by c.id, series.what`,
  );
  return rows;
}
