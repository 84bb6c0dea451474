import type { Body, FieldSpec } from '../kind.ts';
import type { Problem } from '../problem.ts';
import { type Count, countProblems } from '../values/count.ts';

/** Makes the rule of a kind: figures that break low ≤ best ≤ high are kept, but only when the record says so. */
export function countRules(fields: Readonly<Record<string, FieldSpec>>): (body: Body) => Problem[] {
  const counted = Object.keys(fields).filter((field) => fields[field]?.as === 'counts');
  return (body) =>
    counted.flatMap((field) =>
      ((body[field] ?? []) as { count: Count }[]).flatMap(({ count }, index) =>
        countProblems(count, `/${field}/${index}/count`),
      ),
    );
}
