import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import readSheets from 'read-excel-file/universal';
import { answer, places, request } from './request.ts';

// Reads the sheets of a workbook (ECMA-376) as lines of cells. Of formulas, what the program that wrote them had worked out.

/** What is asked. */
export interface WorkbookRequest {
  /** Name or number (from 1) of the sheet to write out; null for all, each line with its sheet's number before it. */
  readonly sheet: string | number | null;
  /** Unpacked size of all parts, in bytes, beyond which a workbook is refused. */
  readonly mostBytes: number;
  readonly mostCells: number;
}

export type WorkbookAnswer =
  | { readonly sheets: readonly { readonly name: string; readonly rows: number }[]; readonly sheet: number }
  | { readonly refused: 'no-workbook' | 'too-large' | 'no-sheet' | 'too-many-cells' };

/** Before the first of January 1900 a cell holds a time of day alone. */
const FIRST_DAY = Date.UTC(1899, 11, 31);

const { input, outputs } = places();
const { sheet, mostBytes, mostCells } = await request<WorkbookRequest>();

answer(await read());

async function read(): Promise<WorkbookAnswer> {
  const parts = unpacked(readFileSync(input ?? ''));
  if (!(parts instanceof Map)) return parts;
  // Packed again without compression: the reader would start threads for large parts, and a box has none.
  const plain: Zippable = Object.fromEntries([...parts].map(([name, bytes]) => [name, [bytes, { level: 0 }]]));
  parts.clear();
  const sheets = await readSheets(zipSync(plain).buffer as ArrayBuffer, { trim: false }).catch(() => null);
  if (sheets === null) return { refused: 'no-workbook' };
  const chosen = sheets.findIndex(({ sheet: name }, at) =>
    typeof sheet === 'number' ? at + 1 === sheet : name === sheet,
  );
  if (sheet !== null && chosen < 0) return { refused: 'no-sheet' };
  let cells = 0;
  const file = openSync(outputs.rows ?? '', 'w');
  for (const [at, { data }] of sheets.entries()) {
    if (sheet !== null && at !== chosen) continue;
    const lines: string[] = [];
    for (const row of data) {
      cells += row.length;
      if (cells > mostCells) return { refused: 'too-many-cells' };
      const texts = row.map(textOf);
      lines.push(JSON.stringify(sheet === null ? [at, ...texts] : texts));
    }
    if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
  return { sheets: sheets.map(({ sheet: name, data }) => ({ name, rows: data.length })), sheet: chosen };
}

/** What the workbook is made of; a part says how large it is unpacked, and gets no more room than that. */
function unpacked(bytes: Uint8Array): Map<string, Uint8Array> | WorkbookAnswer {
  let whole = 0;
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(?:xml|rels)$/i.test(name)) return false;
        whole += originalSize;
        if (whole > mostBytes) throw new RangeError('too large');
        return true;
      },
    });
    return new Map(Object.entries(found));
  } catch (error) {
    return { refused: error instanceof RangeError ? 'too-large' : 'no-workbook' };
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return String(value);
  // Spreadsheets count days in floating point: a time of day comes back some milliseconds off.
  const at = new Date(Math.round(value.getTime() / 1000) * 1000);
  if (Number.isNaN(at.getTime())) return '';
  const iso = at.toISOString();
  const clock = iso.slice(11, 19).replace(/:00$/, '');
  if (at.getTime() < FIRST_DAY) return clock;
  return clock === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${clock}`;
}
