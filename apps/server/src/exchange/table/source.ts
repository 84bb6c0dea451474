import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TableMapping } from '@cairn/model';
import { type Limits, runBoxed, WORKBOOK, type WorkbookAnswer, type WorkbookRequest } from '../../box/index.ts';
import { UnreadableFile } from '../errors.ts';

/** A table to read: text as it lies there, or a workbook whose sheet was written out as lines. */
export interface TableSource {
  readonly path: string;
  readonly kind: 'text' | 'workbook';
  /** Workbooks: one JSON list of texts in each line. */
  readonly lines?: string;
  /** Names of the sheets of a workbook, with their rows. */
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
  /** Removes what was written out. */
  close(): Promise<void>;
}

/** A workbook is read whole: this much, unpacked, and this many cells. */
const MOST_BYTES = 192 << 20;
const MOST_CELLS = 4_000_000;
const LARGEST_FILE = 64 << 20;

const LIMITS: Limits = { time: 180_000, memory: 3 * 2 ** 30, scratch: 4 << 20, output: 256 << 20, answer: 1 << 20 };

const REFUSALS = {
  'no-workbook': ['This is no workbook that can be read.', 'Save it again as XLSX, or as CSV (UTF-8).'],
  'too-large': ['This workbook is larger than a table of rows should be.', 'Save the sheet as CSV (UTF-8).'],
  'no-sheet': ['The workbook has no such sheet.', 'Name one that it has, or its number from 1.'],
  'too-many-cells': ['The sheet has more than 4,000,000 cells.', 'Save the sheet as CSV (UTF-8).'],
} as const;

/**
 * Opens a table. What is inside a workbook is read in a box: it is somebody else's bytes.
 *
 * @throws UnreadableFile
 */
export async function openTable(path: string, sheet: string | number | null = 1): Promise<TableSource> {
  if (!(await isPacked(path))) return { path, kind: 'text', sheets: [], close: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'cairn-table-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const lines = join(folder, 'rows');
    const { sheets } = await writtenOut(path, sheet, lines);
    return { path, kind: 'workbook', lines, sheets, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writtenOut(path: string, sheet: string | number | null, lines: string) {
  await writeFile(lines, '', { mode: 0o600 });
  const request: WorkbookRequest = { sheet, mostBytes: MOST_BYTES, mostCells: MOST_CELLS };
  const outcome = await runBoxed({ program: WORKBOOK, input: path, outputs: { rows: lines }, request, limits: LIMITS });
  if (!outcome.done) {
    const refused = outcome.ended === 'died' || outcome.ended === 'never-began' ? 'no-workbook' : 'too-large';
    throw refusal(refused, path);
  }
  const answer = outcome.value as WorkbookAnswer;
  if ('refused' in answer) throw refusal(answer.refused, path);
  return { sheets: answer.sheets.map(({ name, rows }) => ({ name: String(name), rows: Number(rows) })) };
}

function refusal(code: keyof typeof REFUSALS, path: string): UnreadableFile {
  const [what, todo] = REFUSALS[code] ?? REFUSALS['no-workbook'];
  return new UnreadableFile(what, basename(path), todo);
}

/** Workbooks are ZIP archives (ECMA-376, part 2). */
async function isPacked(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null)
    throw new UnreadableFile('There is no such file, or it may not be read.', basename(path), 'Check the path.');
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    if (head.readUInt32LE(0) !== 0x04034b50) {
      if (head.readUInt32BE(0) === 0xd0cf11e0)
        throw new UnreadableFile(
          'This is a workbook of before 2007, or one with a password.',
          basename(path),
          'Save it as XLSX without a password.',
        );
      return false;
    }
    if ((await file.stat()).size > LARGEST_FILE) throw refusal('too-large', path);
    return true;
  } finally {
    await file.close();
  }
}

/** Digest of what a mapping makes of a row: neither the order of its names counts, nor where the rows lie in the file. */
export function digestOfReading({ file: _, licence: __, ...mapping }: TableMapping): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(mapping)))
    .digest('hex')
    .slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
