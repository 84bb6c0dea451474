import { StrataError, type Stratum } from '@cairn/statistics';
import { CsvError, parse } from 'csv-parse/sync';
import { Refusal } from '../record/types.ts';

const COUNTS = ['exposed', 'group', 'hit', 'hit_group'] as const;
const COLUMNS = ['stratum', ...COUNTS] as const;

/** The strata of a table, and where each of them stands in it. */
export interface StrataFile {
  readonly strata: readonly Stratum[];
  readonly places: readonly { readonly line: number; readonly name: string }[];
  /** Columns that mean nothing to the test. */
  readonly ignored: readonly string[];
}

/**
 * A table of strata: CSV (RFC 4180) with a comma, semicolon or tab, in UTF-8 with or without a byte order mark; the first line
 * names the columns, in any order. Rows without any content are no rows. Counts are whole numbers in digits.
 *
 * @param file how it is named in errors
 * @throws Refusal with the number of the line
 */
export function parseStrata(text: string, file: string): StrataFile {
  const [header, ...rows] = rowsOf(text.replaceAll('\r\n', '\n'), file);
  const refuse = (what: string, line: number, todo = ''): never => {
    throw new Refusal(what, `${file}, line ${line}`, todo);
  };
  if (header === undefined)
    throw new Refusal('This file is empty.', file, `It needs the columns ${COLUMNS.join(', ')}.`);
  const names = header.cells;
  for (const column of COLUMNS) {
    if (!names.includes(column))
      refuse(`The column "${column}" is missing.`, header.line, `The first line must name ${COLUMNS.join(', ')}.`);
    if (names.indexOf(column) !== names.lastIndexOf(column))
      refuse(`The column "${column}" stands there twice.`, header.line, 'Leave one of them out.');
  }
  const seen = new Map<string, number>();
  const read = rows.map(({ cells, line }) => {
    if (cells.length !== names.length)
      refuse(
        `Here are ${cells.length} cells, and the first line names ${names.length}.`,
        line,
        'Check commas and quotes.',
      );
    const cell = (column: string) => cells[names.indexOf(column)] ?? '';
    const name = cell('stratum');
    if (name === '') refuse('The stratum has no name.', line, 'Give each stratum a name of its own.');
    const before = seen.get(name);
    if (before !== undefined)
      refuse(
        `The stratum ${JSON.stringify(name)} stands in line ${before} already.`,
        line,
        'Add them up, or tell them apart.',
      );
    seen.set(name, line);
    const [exposed, group, hit, hitGroup] = COUNTS.map((column) => count(cell(column), column, refuse, line));
    return { place: { line, name }, stratum: { exposed, group, hit, hitGroup } as Stratum };
  });
  if (read.length === 0) throw new Refusal('There are no strata below the first line.', file);
  return {
    strata: read.map(({ stratum }) => stratum),
    places: read.map(({ place }) => place),
    ignored: names.filter((name) => !(COLUMNS as readonly string[]).includes(name)),
  };
}

/** An error over one of the strata, told with its line and name; any other as it is. */
export function atItsLine(error: unknown, file: string, { places }: StrataFile): unknown {
  const place = error instanceof StrataError && error.stratum !== null ? places[error.stratum] : undefined;
  if (place === undefined) return error;
  const what = (error as Error).message.replace(/^Stratum \d+: /, '');
  return new Refusal(what, `${file}, line ${place.line}, stratum ${JSON.stringify(place.name)}`);
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

function rowsOf(text: string, file: string): Row[] {
  const [first = ''] = text.split('\n', 1);
  const delimiter = [',', ';', '\t'].find((each) => first.includes(each)) ?? ',';
  try {
    const parsed = parse(text, {
      ...{ delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true },
      ...{ trim: true, record_delimiter: '\n' },
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed
      .map(({ record, info }) => ({ cells: record, line: info.lines }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal(
      'A quote is not closed, or stands within a cell.',
      `${file}, line ${error.lines}`,
      'Double it, or leave it out.',
    );
  }
}

type Refuse = (what: string, line: number, todo?: string) => never;

function count(text: string, column: string, refuse: Refuse, line: number): number {
  if (text === '') return refuse(`"${column}" is empty.`, line, 'Give 0 where there was nobody.');
  if (!/^\d{1,15}$/.test(text))
    return refuse(
      `"${column}" is ${JSON.stringify(text.slice(0, 40))}.`,
      line,
      'Give a whole number in digits, 0 or more.',
    );
  return Number(text);
}
