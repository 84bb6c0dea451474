import { isSexualViolence, supportOf } from '@cairn/model';
import type { Act, Link } from '../api/shapes.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Whether what a claim rests on carries no level above that of a single source: one source that is anonymous or
 * unassessed. What is said of sexual violence needs no corroboration.
 */
export function isCapped(record: Act | Link, known: Surroundings): boolean {
  if (record.body.capLift !== undefined || isExempt(record, known)) return false;
  const { sources, assessed } = supportOf(record.body.basis ?? [], known.byId as never);
  return sources <= 1 && !assessed;
}

function isExempt(record: Act | Link, known: Surroundings): boolean {
  if (record.kind === 'act') return isSexualViolence(record.body.type);
  return [record.body.from, record.body.to].some((id) => {
    const end = known.byId.get(id ?? '');
    return end?.kind === 'act' && isSexualViolence(end.body.type);
  });
}
