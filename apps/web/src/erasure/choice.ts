import type { Query } from './shapes.ts';

/** What somebody ticked and typed. */
export interface Choice {
  /** Of the record itself: all of it, or these fields (`body.title`, `reason`). */
  whole: boolean;
  fields: readonly string[];
  /** Other records, all of them meant. */
  others: readonly string[];
  value: string;
  /** Where a value alone is looked for. */
  compartment: string;
}

/** What the server is asked; null while it would name nothing. */
export function queryOf(
  record: string | undefined,
  { whole, fields, others, value, compartment }: Choice,
): Query | null {
  const targets: Query['targets'] = [];
  if (record && whole) targets.push({ record });
  else if (record && fields.length > 0) targets.push({ record, fields: [...fields] });
  for (const other of others) targets.push({ record: other });
  const wanted = value.trim();
  if (targets.length === 0 && wanted === '') return null;
  return {
    ...(compartment ? { compartment } : {}),
    targets,
    ...(wanted === '' ? {} : { value: wanted }),
  };
}
