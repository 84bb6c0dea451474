import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GAZETTEER,
  type GazetteerAnswer,
  type GazetteerRequest,
  type Limits,
  runBoxed,
  WORKBOOK,
  type WorkbookAnswer,
  type WorkbookRequest,
} from '../box/index.ts';

/** A file is not what it was said to be. */
export class UnreadableGazetteer extends Error {
  constructor(why: string) {
    super(`The file cannot be read as a gazetteer: ${why}`);
    this.name = 'UnreadableGazetteer';
  }
}

/** One sheet of a workbook, or a whole file of text: rows of trimmed cells. */
export type Sheet = readonly (readonly string[])[];

const MOST_BYTES = 400 << 20;
const MOST_CELLS = 8_000_000;
const LIMITS: Limits = { time: 180_000, memory: 3 * 2 ** 30, scratch: 4 << 20, output: 400 << 20, answer: 1 << 20 };

const REFUSALS: Readonly<Record<string, string>> = {
  'no-workbook': 'it is no workbook (XLSX) that can be read.',
  'too-large': 'it is larger than a gazetteer should be.',
  'too-many-cells': `it has more than ${MOST_CELLS.toLocaleString('en')} cells.`,
  'no-text': 'it is neither XLSX nor text.',
  'no-table': 'it is no table (CSV).',
  'no-shapes': 'it is no GeoJSON.',
};

/** Reads the cells of somebody else's file in a box. @throws UnreadableGazetteer */
export async function sheetsOf(bytes: Uint8Array): Promise<Sheet[]> {
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new UnreadableGazetteer('it is a workbook of before 2007, or one with a password. Save it as XLSX.');
  const folder = await mkdtemp(join(tmpdir(), 'cairn-gazetteer-'));
  const [input, rows] = [join(folder, 'given'), join(folder, 'rows')];
  try {
    await writeFile(input, bytes, { mode: 0o600 });
    await writeFile(rows, '', { mode: 0o600 });
    const isBook = begins(bytes, [0x50, 0x4b, 0x03, 0x04]);
    await writtenOut(isBook, input, rows);
    const lines = (await readFile(rows, 'utf8')).split('\n').filter((line) => line !== '');
    const cells = lines.map((line) => JSON.parse(line) as unknown[]);
    if (!isBook) return [cells.map(textsOf)];
    return [...Map.groupBy(cells, ([sheet]) => Number(sheet)).values()].map((sheet) =>
      sheet.map(([, ...row]) => textsOf(row)),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean => with_.every((byte, i) => bytes[i] === byte);

const textsOf = (row: readonly unknown[]): string[] => row.map((cell) => String(cell).trim());

async function writtenOut(isBook: boolean, input: string, rows: string): Promise<void> {
  const job = { input, outputs: { rows }, limits: LIMITS };
  const book: WorkbookRequest = { sheet: null, mostBytes: MOST_BYTES, mostCells: MOST_CELLS };
  const text: GazetteerRequest = { mostCells: MOST_CELLS };
  const outcome = isBook
    ? await runBoxed({ ...job, program: WORKBOOK, request: book })
    : await runBoxed({ ...job, program: GAZETTEER, request: text });
  if (!outcome.done) {
    const broke = outcome.ended === 'died' || outcome.ended === 'never-began';
    throw refusal(broke ? (isBook ? 'no-workbook' : 'no-table') : 'too-large');
  }
  const said = outcome.value as WorkbookAnswer | GazetteerAnswer;
  if ('refused' in said) throw refusal(said.refused, 'why' in said ? String(said.why) : undefined);
}

/** Reasons quote the file and go to a terminal, to which a file must not give orders. */
function refusal(code: string, why?: string): UnreadableGazetteer {
  const told = why?.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
  return new UnreadableGazetteer(`${REFUSALS[code] ?? 'it is no table.'}${told === undefined ? '' : ` (${told})`}`);
}
