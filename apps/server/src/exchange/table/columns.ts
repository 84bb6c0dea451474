import type { CodeFrom, CountFrom, TableMapping, TextFrom } from '@cairn/model';

/** Every column that a mapping reads, each once. */
export function columnsOf({ id, incident, acts = [], actors = [], sources = [] }: TableMapping): string[] {
  const { title, summary, context, time, place, counts = [], codes = [], tags = [], custom = {} } = incident;
  const given = (...columns: (string | undefined)[]) => columns.filter((each) => each !== undefined);
  const ofText = (from: TextFrom | undefined) => (from === undefined ? [] : columnsOfText(from));
  const ofCode = (from: CodeFrom | undefined) => (from !== undefined && 'column' in from ? [from.column] : []);
  const ofCounts = (all: readonly CountFrom[]) => all.flatMap(({ low, best, high }) => given(low, best, high));
  const precision = typeof time?.precision === 'object' ? [time.precision.column] : [];
  const found = [
    ...given(id),
    ...[title, summary, context].flatMap(ofText),
    ...(time?.columns ?? []),
    ...(time?.end ?? []),
    ...precision,
    ...given(place?.latitude, place?.longitude, place?.point, place?.shape),
    ...(place?.name ?? []),
    ...(place?.codes ?? []).map(({ column }) => column),
    ...ofCode(place?.precision),
    ...ofCounts(counts),
    ...[...codes, ...tags, ...Object.values(custom)].flatMap(({ column }) => given(column)),
    ...acts.flatMap(({ type, method, object, harm = [] }) => [
      ...[type, method, object].flatMap(ofCode),
      ...ofCounts(harm),
    ]),
    ...actors.map(({ column }) => column),
    ...sources.map(({ column }) => column),
  ];
  return [...new Set(found)];
}

export function columnsOfText(from: TextFrom): readonly string[] {
  if (typeof from === 'string') return [from];
  return 'columns' in from ? from.columns : [];
}
