import type { Body, FieldSpec } from '../kind.ts';
import type { Problem } from '../problem.ts';
import { type Count, countProblems } from '../values/count.ts';

/** Figures that break low ≤ best ≤ high are kept, but only when the record says so. */
export function countRules(fields: Readonly<Record<string, FieldSpec>>, body: Body): Problem[] {
  return Object.entries(fields)
    .filter(([field, spec]) => spec.as === 'counts' && body[field] !== undefined)
    .flatMap(([field]) =>
      (body[field] as { count: Count }[]).flatMap(({ count }, index) =>
        countProblems(count, `/${field}/${index}/count`),
      ),
    );
}
