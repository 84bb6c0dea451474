import { basename } from 'node:path';
import { isPerson, type TableMapping } from '@cairn/model';
import type { FieldMapping, Format } from '../format.ts';
import { namesOf } from '../rows.ts';
import { columnsOf, columnsOfText } from './columns.ts';
import { mapTableRow } from './map-row.ts';
import { ROW_ID, tableRows } from './rows.ts';
import { digestOfReading, type TableSource } from './source.ts';

/**
 * The format that a mapping makes of a table. All columns that the mapping names must be there. `key` is the compartment's
 * secret: digests of rows that name people cannot be guessed without it.
 */
export function tableFormat(mapping: TableMapping, source: TableSource, key: Uint8Array = new Uint8Array()): Format {
  const columns = columnsOf(mapping);
  const guarded = guardedColumns(mapping);
  const format: Format = {
    name: `table:${mapping.name}`,
    title: mapping.title,
    publisher: '',
    terms: mapping.licence ?? 'Not stated',
    container: 'csv',
    idColumn: mapping.id ?? ROW_ID,
    required: columns,
    columns: [...columns, ...(mapping.id === undefined ? [ROW_ID] : [])],
    mapping: fieldsOf(mapping),
    categories: {},
    reading: digestOfReading(mapping),
    ...(key.length === 0 ? {} : { key }),
    guarded,
    // The kept file names whom the records do not.
    ...(mapping.actors?.some(({ actorType }) => isGuarded(actorType)) ? { fileSensitivity: 'case-only' as const } : {}),
    rows: (path, hash) => tableRows({ ...source, path }, mapping, (header) => header1(format, path, header), key, hash),
    map: (row) => mapTableRow(mapping, row, key),
  };
  return format;
}

function header1(format: Format, path: string, header: readonly string[]): string[] {
  const own = { ...format, required: format.required.filter((column) => column !== ROW_ID) };
  return namesOf(own, basename(path), header);
}

/** Whoever an actor of this type is may be a person; a name of nobody knows what is guarded too. */
export function isGuarded(actorType: string): boolean {
  return isPerson(actorType) || actorType === 'unknown' || actorType === 'account';
}

function guardedColumns({ actors = [], sources = [] }: TableMapping): ReadonlySet<string> {
  const named = actors.filter(({ actorType }) => isGuarded(actorType)).map(({ column }) => column);
  return new Set([...named, ...sources.map(({ column }) => column)]);
}

/** Which columns a field of the incident is read from, for flags. */
function fieldsOf({ incident, acts = [] }: TableMapping): FieldMapping[] {
  const { title, summary, context, time, place, counts = [], codes = [], tags = [] } = incident;
  const given = (column: string | undefined) => (column === undefined ? [] : [column]);
  const lines: FieldMapping[] = [
    { from: columnsOfText(title), to: 'incident.title' },
    { from: summary === undefined ? [] : columnsOfText(summary), to: 'incident.summary' },
    { from: context === undefined ? [] : columnsOfText(context), to: 'incident.context' },
    { from: [...(time?.columns ?? []), ...(time?.end ?? [])], to: 'incident.time' },
    {
      from: [...[place?.latitude, place?.longitude, place?.point, place?.shape].flatMap(given), ...(place?.name ?? [])],
      to: 'incident.place',
    },
    { from: counts.flatMap(({ low, best, high }) => [...given(low), best, ...given(high)]), to: 'incident.counts' },
    { from: codes.flatMap(({ column }) => given(column)), to: 'incident.codes' },
    { from: tags.flatMap(({ column }) => given(column)), to: 'incident.tags' },
    ...acts.flatMap(({ type }): FieldMapping[] => ('column' in type ? [{ from: [type.column], to: 'act.type' }] : [])),
  ];
  return lines.filter(({ from }) => from.length > 0);
}
