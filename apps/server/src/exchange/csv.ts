import { parse } from 'csv-parse/sync';
import { detached, LONGEST_ROW, type RawRow } from './raw-row.ts';

/** So many rows are handed to csv-parse at once: a call per row would cost more than the parsing. */
const BLOCK = 200;

const STRICT = { relax_column_count: true, record_delimiter: ['\r\n', '\n'], bom: false };
const LENIENT = { ...STRICT, relax_quotes: true };

/**
 * Reads CSV (RFC 4180, comma, first line names the columns) row by row in constant memory.
 *
 * A row that csv-parse refuses, or with more or fewer cells than the header, is yielded with `values: null` and its
 * raw text, and reading goes on with the next line: a stray quote costs its own line, not the lines it would swallow.
 * Rows without any content are no rows: spreadsheets write thousands of them. `toNames` turns the
 * trimmed header (and its raw text) into the names of the cells; it may throw to stop.
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  toNames: ToNames,
  { separator = ',', header = 1 }: CsvForm = {},
): AsyncGenerator<RawRow> {
  const splitter = new RowSplitter(separator);
  const state: State = { header: null, above: header - 1, number: 0, separator };
  for await (const piece of text) {
    splitter.add(piece);
    yield* drain(splitter, state, toNames);
  }
  splitter.end();
  yield* drain(splitter, state, toNames);
  if (state.header === null) toNames([], '');
}

/** How a file differs from the standard. */
export interface CsvForm {
  readonly separator?: string;
  /** Line that names the columns, from 1, counting lines with content; those above it are left out. */
  readonly header?: number;
}

type ToNames = (header: readonly string[], raw: string) => readonly string[];

interface State {
  header: readonly string[] | null;
  /** Lines still to be left out before the header. */
  above: number;
  number: number;
  readonly separator: string;
}

function* drain(splitter: RowSplitter, state: State, toNames: ToNames): Generator<RawRow> {
  for (;;) {
    const raws = splitter.take(state.header === null ? 1 : BLOCK);
    if (raws.length === 0) return;
    if (state.above > 0) {
      state.above -= 1;
      continue;
    }
    if (state.header === null) {
      const header = (cellsOf(raws[0]!, state.separator) ?? []).map((cell) => cell.trim());
      state.header = toNames(header, raws[0]!);
      continue;
    }
    yield* rowsOf(raws, splitter, state, state.header);
  }
}

function* rowsOf(
  raws: readonly string[],
  splitter: RowSplitter,
  state: State,
  header: readonly string[],
): Generator<RawRow> {
  const { separator } = state;
  const block = cellsOfAll(raws, separator, STRICT);
  for (const [index, raw] of raws.entries()) {
    const cells = block?.[index] ?? cellsOf(raw, separator);
    if (cells?.every((cell) => cell.trim() === '')) continue;
    state.number += 1;
    if (cells?.length === header.length) {
      yield { number: state.number, values: named(header, cells), raw };
      continue;
    }
    const line = firstLine(raw);
    if (line.length < raw.length && (cells === null || cellsOf(secondLine(raw), separator)?.length === header.length)) {
      // The quotes do not close where they should: judge the first line alone and read on right behind it.
      const alone = cellsOf(line, separator);
      const values = alone?.length === header.length ? named(header, alone) : null;
      yield { number: state.number, values, raw: withoutEnd(line) };
      splitter.putBack(raws.slice(index), line);
      return;
    }
    yield { number: state.number, values: null, raw: withoutEnd(raw) };
  }
}

/** Cuts text into rows: a line end counts when the quotes so far are even. */
class RowSplitter {
  #text = '';
  #start = 0;
  #ended = false;
  /** Most of the rows without content, told without reading their cells. */
  readonly #empty: RegExp;

  constructor(separator: string) {
    this.#empty = separator === ',' ? /^[\s,]*$/ : separator === '|' ? /^[\s|]*$/ : /^[\s;]*$/;
  }

  add(piece: string): void {
    this.#text = this.#text.slice(this.#start) + piece;
    this.#start = 0;
  }

  end(): void {
    this.#ended = true;
  }

  /** Up to `most` complete rows with their line ends; none where more text is needed. */
  take(most: number): string[] {
    const rows: string[] = [];
    while (rows.length < most) {
      const end = this.#rowEnd();
      if (end === this.#start) break;
      const row = this.#text.slice(this.#start, end);
      this.#start = end;
      if (!this.#empty.test(row)) rows.push(row);
    }
    return rows;
  }

  /** Takes back rows given by the last `take`, save their first line. */
  putBack(rows: readonly string[], line: string): void {
    this.#text = rows.join('').slice(line.length) + this.#text.slice(this.#start);
    this.#start = 0;
  }

  #rowEnd(): number {
    const text = this.#text;
    const limit = Math.min(text.length, this.#start + LONGEST_ROW);
    let quoted = false;
    for (let at = this.#start; at < limit; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22) quoted = !quoted;
      else if (unit === 0x0a && !quoted) return at + 1;
    }
    // Too long for a row, or the file is over: hand out what there is; csv-parse will say what it is worth.
    if (this.#ended || limit < text.length) return limit;
    return this.#start;
  }
}

function cellsOfAll(
  raws: readonly string[],
  delimiter: string,
  options: typeof STRICT | typeof LENIENT,
): string[][] | null {
  try {
    const records: string[][] = parse(raws.join(''), { ...options, delimiter });
    // A row that lacks a quote can join with the next: the block is believed only where every row came out.
    return records.length === raws.length ? records : null;
  } catch {
    return null;
  }
}

/** A quote inside an unquoted cell (`a 5" pipe`) breaks the standard but is not ambiguous: it is read as it stands. */
function cellsOf(raw: string, separator: string): string[] | null {
  return (cellsOfAll([raw], separator, STRICT) ?? cellsOfAll([raw], separator, LENIENT))?.[0] ?? null;
}

function firstLine(raw: string): string {
  const end = raw.indexOf('\n');
  return end === -1 ? raw : raw.slice(0, end + 1);
}

function withoutEnd(raw: string): string {
  return detached(raw.replace(/\r?\n$/, ''));
}

function secondLine(raw: string): string {
  return firstLine(raw.slice(firstLine(raw).length));
}

function named(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (let index = 0; index < header.length; index += 1) values[header[index]!] = cells[index]!;
  return values;
}
