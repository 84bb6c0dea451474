import type { Place } from './shapes.ts';

/** One field of a record with the revisions in which it goes. */
export interface GatheredField {
  claim: string;
  revisions: number[];
  /** Whether the record shows it now. */
  current: boolean;
  byValue: boolean;
  /** Whether it names a file that goes, or was read or made from one. */
  byFile: boolean;
}

export interface GatheredRecord {
  record: string;
  reference: string;
  kind: string;
  fields: GatheredField[];
}

/** Places by record and field, in the order in which they came; revisions ascending. */
export function gather(places: readonly Place[]): GatheredRecord[] {
  const records = new Map<string, GatheredRecord & { byClaim: Map<string, GatheredField> }>();
  for (const { record, reference, kind, claim, revision, current, because } of places) {
    let known = records.get(record);
    if (!known) {
      known = { record, reference, kind, fields: [], byClaim: new Map() };
      records.set(record, known);
    }
    let field = known.byClaim.get(claim);
    if (!field) {
      field = { claim, revisions: [], current: false, byValue: false, byFile: false };
      known.byClaim.set(claim, field);
      known.fields.push(field);
    }
    if (!field.revisions.includes(revision)) field.revisions.push(revision);
    field.current ||= current;
    field.byValue ||= because === 'value';
    field.byFile ||= because === 'file' || because === 'derivative';
  }
  return [...records.values()].map(({ record, reference, kind, fields }) => ({
    record,
    reference,
    kind,
    fields: fields.map((field) => ({ ...field, revisions: field.revisions.toSorted((a, b) => a - b) })),
  }));
}

/** Ascending numbers as one line: "1–3, 5". */
export function inRanges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const n of numbers) {
    const last = parts.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else parts.push([n, n]);
  }
  return parts
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');
}
