import {
  type FuzzyPlace,
  type FuzzyTime,
  type PlacePrecision,
  readShape,
  readStatedTime,
  type TableMapping,
  type TextFrom,
  type TimePrecision,
  wider,
} from '@cairn/model';
import { place, readPoint } from '../cells.ts';
import { cell, type Draft, type Mapped, type RowFlag, type SourceRow } from '../format.ts';
import { actDrafts } from './act-drafts.ts';
import { actorDrafts, sourceDrafts } from './actor-drafts.ts';
import { codeOf, codesOf, customOf, meaning, tagsOf } from './coded.ts';
import { harmOf } from './stated-count.ts';

/** One row as records. Pure: the same row under the same mapping gives the same records. */
export function mapTableRow(mapping: TableMapping, row: SourceRow, key: Uint8Array): Mapped {
  const flags: RowFlag[] = [];
  const { incident } = mapping;
  if (mapping.id === undefined && /:\d+$/.test(row.id.replace(/^row:/, '')))
    flags.push({ column: '', value: '', problem: 'row-repeated' });
  const summary = textOf(incident.summary, row);
  const context = textOf(incident.context, row);
  const counts = (incident.counts ?? []).flatMap((from) => harmOf(from, row, flags));
  const tags = tagsOf(incident.tags ?? [], row);
  const custom = customOf(incident.custom ?? {}, row, flags);
  const codes = codesOf(incident.codes ?? [], mapping.name, row, flags);
  const main: Draft = {
    kind: 'incident',
    role: 'incident',
    body: {
      title: titleOf(mapping, row),
      ...(incident.time === undefined ? {} : { time: timeOf(incident.time, row, flags) }),
      ...(incident.place === undefined ? {} : { place: placeOf(incident.place, row, flags) }),
      ...(summary === '' ? {} : { summary }),
      ...(context === '' ? {} : { context }),
      ...(counts.length === 0 ? {} : { counts }),
      ...(codes.length === 0 ? {} : { codes }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(Object.keys(custom).length === 0 ? {} : { custom }),
    },
  };
  const acts = actDrafts(mapping, row, flags);
  const { shared, drafts } = actorDrafts(mapping, row, key, new Set(acts.map(({ role }) => role)));
  return {
    flags,
    actors: shared,
    sources: sourceDrafts(mapping.sources ?? [], row),
    drafts: [main, ...acts, ...drafts],
    ...(summary === '' ? {} : { text: summary }),
  };
}

/** Cells as they stand; of several, those that hold something. */
export function textOf(from: TextFrom | undefined, row: SourceRow): string {
  if (from === undefined) return '';
  if (typeof from === 'string') return cell(row, from).trim() === '' ? '' : cell(row, from);
  if ('value' in from) return from.value;
  const parts = from.columns.map((column) => cell(row, column).trim()).filter((each) => each !== '');
  return parts.join(from.join ?? ', ');
}

function titleOf({ id, title, incident }: TableMapping, row: SourceRow): string {
  const text = textOf(incident.title, row).replace(/\s+/g, ' ').trim();
  return text !== '' ? text : `${title}, ${id === undefined ? `row ${row.number}` : row.id}`;
}

type TimeFrom = NonNullable<TableMapping['incident']['time']>;

function timeOf(from: TimeFrom, row: SourceRow, flags: RowFlag[]): FuzzyTime {
  const words = (columns: readonly string[]) =>
    columns
      .map((column) => cell(row, column).trim())
      .filter((each) => each !== '')
      .join(' ');
  const stated = words(from.columns);
  const { time, unclear } = readStatedTime(stated, {
    ...(from.formats === undefined ? {} : { formats: from.formats }),
    ...(from.zone === undefined ? {} : { zone: from.zone }),
    ...(from.end === undefined ? {} : { end: words(from.end) }),
  });
  const column = from.columns.join(', ');
  if (unclear !== null)
    flags.push({ column, value: stated, problem: unclear === 'date' ? 'date-impossible' : 'time-unclear' });
  return withPrecision(time, precisionOf(from, row, flags));
}

function precisionOf({ precision }: TimeFrom, row: SourceRow, flags: RowFlag[]): TimePrecision | undefined {
  if (precision === undefined || typeof precision === 'string') return precision;
  return meaning(row, precision.column, precision.values, flags) as TimePrecision | undefined;
}

/** No time is better known than its table says. */
function withPrecision(time: FuzzyTime, atBest: TimePrecision | undefined): FuzzyTime {
  if (atBest === undefined || time.start === undefined) return time;
  return { ...time, precision: wider(time.precision, atBest) };
}

type PlaceFrom = NonNullable<TableMapping['incident']['place']>;

function placeOf(from: PlaceFrom, row: SourceRow, flags: RowFlag[]): FuzzyPlace {
  const point = pointOf(from, row, flags);
  const names = (from.name ?? []).map((column) => cell(row, column));
  const codes = (from.codes ?? []).flatMap(({ system, column }) => {
    const code = cell(row, column).trim();
    return code === '' ? [] : [{ system, code }];
  });
  const precision = from.precision === undefined ? undefined : codeOf(from.precision, row, flags)?.code;
  const shape = shapeIn(from, row, flags);
  const known = (precision ?? (shape === undefined ? 'unknown' : 'line')) as PlacePrecision;
  return { ...place(point, known, names, codes), ...(shape === undefined ? {} : { shape }) };
}

/** A line or an area; what is none that can be drawn stays in the flag and in the file that was taken in. */
function shapeIn({ shape: column }: PlaceFrom, row: SourceRow, flags: RowFlag[]): FuzzyPlace['shape'] {
  const text = column === undefined ? '' : cell(row, column);
  if (column === undefined || text.trim() === '') return undefined;
  const read = readShape(text);
  if ('shape' in read) return read.shape;
  flags.push({ column, value: text, problem: read.unread });
  return undefined;
}

function pointOf(from: PlaceFrom, row: SourceRow, flags: RowFlag[]): FuzzyPlace['point'] {
  const { latitude, longitude, point, decimalComma } = from;
  const [y, x] = point === undefined ? [latitude, longitude] : [point, point];
  if (y === undefined || x === undefined) return undefined;
  const degrees = point === undefined ? [cell(row, y), cell(row, x)] : halves(cell(row, point), decimalComma === true);
  const plain = degrees.map((each) =>
    decimalComma === true ? each.replace(/^(\s*[+-]?\d+),(\d+\s*)$/, '$1.$2') : each,
  );
  const read = readPoint({ ...row, values: { y: plain[0] ?? '', x: plain[1] ?? '' } }, 'y', 'x');
  for (const { column, problem } of read.flags) {
    const at = column === 'y' ? y : x;
    if (!flags.some((flag) => flag.column === at && flag.problem === problem))
      flags.push({ column: at, value: cell(row, at), problem });
  }
  return read.value;
}

/** `50.45, 30.52`, `50.45 30.52`, `50,45; 30,52`. */
function halves(text: string, comma: boolean): string[] {
  const parts = text
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .split(comma ? /\s*;\s*|\s+/ : /\s*[,;]\s*|\s+/);
  return parts.length === 2 ? parts : text.trim() === '' ? ['', ''] : [text, text];
}
