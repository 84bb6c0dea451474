import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { UnreadableFile } from '../errors.ts';
import { openTable } from '../table/index.ts';
import { normal } from './cells.ts';
import { SHEETS, type SheetForm } from './columns.ts';
import { unsafeCell } from './safe-cell.ts';
import { OWN_COLUMNS } from './write.ts';

/** One row of a workbook that came back. */
export interface BookRow {
  readonly form: SheetForm;
  /** `Incidents 5`, as the spreadsheet counts. */
  readonly place: string;
  readonly reference: string;
  readonly id: string;
  readonly revision: number;
  /** Prints of the cells as they were written, in the order of the columns. */
  readonly prints: readonly string[];
  /** Texts in the order of the columns; null where the column is gone. */
  readonly cells: readonly (string | null)[];
}

/**
 * Rows of a workbook that Cairn wrote, in file order. Rows and columns may have been moved or removed.
 *
 * @throws UnreadableFile where it is no workbook, or none of Cairn's
 */
export async function readBook(path: string, file = basename(path)): Promise<BookRow[]> {
  const source = await openTable(path, null);
  try {
    if (source.lines === undefined) throw notOurs(file);
    return await rowsOf(source.lines, source.sheets, file);
  } finally {
    await source.close();
  }
}

function notOurs(file: string): UnreadableFile {
  return new UnreadableFile(
    'This is no workbook that Cairn wrote: the columns that say which record a row is are not there.',
    file,
    'Bring back the workbook as it was exported, or import it as a table with a mapping.',
  );
}

interface Head {
  readonly form: SheetForm;
  /** Place in the row of each column, of the reference, and of the program's own columns; -1 where it is gone. */
  readonly columns: readonly number[];
  readonly own: readonly number[];
}

async function rowsOf(path: string, sheets: readonly { readonly name: string }[], file: string): Promise<BookRow[]> {
  const heads = new Map<number, Head | null>();
  const lines = new Map<number, number>();
  const rows: BookRow[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const [at, ...cells] = JSON.parse(line) as [number, ...string[]];
    lines.set(at, (lines.get(at) ?? 0) + 1);
    const head = heads.get(at);
    if (head === undefined) heads.set(at, headOf(sheets[at]?.name ?? '', cells));
    else if (head !== null && cells.some((cell) => cell.trim() !== ''))
      rows.push(rowOf(head, cells, `${sheets[at]?.name} ${lines.get(at)}`));
  }
  if (![...heads.values()].some((head) => head !== null)) throw notOurs(file);
  return rows;
}

/** Null for a sheet that is none of ours: the vocabularies, and whatever somebody added. */
function headOf(name: string, cells: readonly string[]): Head | null {
  const form = SHEETS.find((each) => each.name.en === name || each.name.uk === name);
  const own = OWN_COLUMNS.map((each) => cells.indexOf(each));
  if (form === undefined || own.includes(-1)) return null;
  const columns = form.columns.map((column) =>
    cells.findIndex((cell) => cell === column.name.en || cell === column.name.uk),
  );
  return { form, columns, own };
}

function rowOf({ form, columns, own }: Head, cells: readonly string[], place: string): BookRow {
  const at = (index: number | undefined) => (index === undefined ? '' : (cells[index] ?? ''));
  return {
    ...{ form, place, reference: at(0), id: at(own[0]).trim().toLowerCase(), revision: Number(at(own[1])) },
    prints: at(own[2]).split(' '),
    cells: columns.map((index) => (index < 0 ? null : normal(unsafeCell(at(index))))),
  };
}
