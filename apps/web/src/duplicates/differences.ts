import type { Side } from './shapes.ts';

/** The rows in which two records stand beside each other. */
export const ROWS = [
  ...([
    'title',
    'time',
    'place',
    'counts',
    'actorType',
    'names',
    'acts',
    'codes',
    'status',
    'external',
    'summary',
  ] as const),
] as const;
export type Row = (typeof ROWS)[number];

/** What a record holds in a row; undefined for nothing. */
export function valueIn(row: Row, { kind, body, names, acts }: Side): unknown {
  if (row === 'names') return kind === 'actor' ? body.names : nonEmpty(names);
  if (row === 'acts') return nonEmpty(acts);
  return body[row];
}

const nonEmpty = (list: readonly string[]) => (list.length === 0 ? undefined : list);

export type Standing = 'equal' | 'differs' | 'oneOnly' | 'none';

/** How two records stand to each other in a row. */
export function standing(row: Row, a: Side, b: Side): Standing {
  const [one, other] = [valueIn(row, a), valueIn(row, b)];
  if (one === undefined && other === undefined) return 'none';
  if (one === undefined || other === undefined) return 'oneOnly';
  return sorted(one) === sorted(other) ? 'equal' : 'differs';
}

/** The same whatever the order of keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
      : each,
  );
}
