import { open } from 'node:fs/promises';
import type { TableMapping } from '@cairn/model';
import { judge, withheld } from '../content.ts';
import { FORMATS } from '../formats.ts';
import type { ImportPort } from '../port.ts';
import { problemText } from '../report.ts';
import { openTable, type TableSource, tableFormat, tableRows } from '../table/index.ts';
import { SHEETS } from '../workbook/columns.ts';
import { OWN_COLUMNS } from '../workbook/write.ts';
import { guessMapping } from './guess.ts';

export type FileForm = NonNullable<TableMapping['file']>;

export interface Preview {
  /** `table` for CSV and workbooks; the name of a fixed format where the header is one; `workbook` for one that Cairn wrote. */
  readonly is: string;
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
  readonly file: FileForm;
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[];
  readonly rows: readonly (readonly string[])[];
  readonly guess: TableMapping | null;
}

const ROWS = 20;
const SAMPLE = 400;
const HEAD = 64 * 1024;

/** Looks at the first rows of a file and says what it may be. Reads nothing into records. */
export async function previewFile(path: string, name: string, wanted: FileForm = {}): Promise<Preview> {
  if (/\.json$/i.test(name)) return { is: 'civilian-harm', sheets: [], file: {}, columns: [], rows: [], guess: null };
  const source = await openTable(path, wanted.sheet ?? 1);
  try {
    const file = source.kind === 'workbook' ? wanted : { ...(await formOf(path)), ...wanted };
    const { header, rows } = await firstRows(source, file);
    const columns = header.map((column, at) => ({
      name: column,
      samples: [...new Set(rows.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== ''))].slice(0, 4),
    }));
    const title = name.replace(/\.[^.]+$/, '');
    return {
      is: kindOf(source, header),
      sheets: source.sheets,
      file,
      columns,
      rows,
      guess: guessMapping(header, title),
    };
  } finally {
    await source.close();
  }
}

function kindOf({ sheets }: TableSource, header: readonly string[]): string {
  const ours = sheets.some(({ name }) => SHEETS.some((form) => form.name.en === name || form.name.uk === name));
  if (ours && OWN_COLUMNS.every((column) => header.includes(column))) return 'workbook';
  const known = new Set(header.map((column) => column.toLowerCase()));
  const fixed = FORMATS.find(
    ({ container, required }) => container === 'csv' && required.every((column) => known.has(column.toLowerCase())),
  );
  return sheets.length === 0 && fixed !== undefined ? fixed.name : 'table';
}

async function firstRows(source: TableSource, file: FileForm): Promise<{ header: string[]; rows: string[][] }> {
  let header: string[] = [];
  const rows: string[][] = [];
  const toNames = (names: readonly string[]) => {
    header = [...names];
    return names;
  };
  for await (const { values } of tableRows(source, { file, id: '' }, toNames, new Uint8Array())) {
    if (values === null) continue;
    rows.push(header.map((name) => String(values[name] ?? '').slice(0, SAMPLE)));
    if (rows.length === ROWS) break;
  }
  return { header, rows };
}

/** Encoding and separator by the first bytes: UTF-8 unless they are no UTF-8, and the sign that stands most often in the lines. */
async function formOf(path: string): Promise<FileForm> {
  const handle = await open(path);
  const buffer = Buffer.alloc(HEAD);
  const { bytesRead } = await handle.read(buffer, 0, HEAD, 0).finally(() => handle.close());
  const bytes = buffer.subarray(0, bytesRead);
  const encoding = encodingOf(bytes, bytesRead === HEAD);
  const [line = ''] = new TextDecoder(encoding)
    .decode(bytes)
    .split(/\r?\n/)
    .filter((each) => each.trim() !== '');
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const [separator = ','] = ([',', ';', '\t', '|'] as const).toSorted(
    (a, b) => bare.split(b).length - bare.split(a).length,
  );
  return { ...(encoding === 'utf-8' ? {} : { encoding }), ...(separator === ',' ? {} : { separator }) };
}

function encodingOf(bytes: Uint8Array, cut: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
    return 'utf-8';
  } catch {
    // Of the encodings of one byte, the one that tables in Ukraine have.
    return 'windows-1251';
  }
}

/** What the mapping makes of one row, for a person to look at. Names of people are shown to whoever has the file open. */
export interface TriedRow {
  readonly row: number;
  readonly rejected: boolean;
  readonly incident: Readonly<Record<string, unknown>> | null;
  readonly acts: readonly Readonly<Record<string, unknown>>[];
  readonly actors: readonly { readonly name: string; readonly actorType: string; readonly role: string }[];
  readonly sources: number;
  readonly flags: readonly { readonly column: string; readonly value: string; readonly problem: string }[];
}

/** The first rows as the mapping reads them, without a record. */
export async function tryMapping(
  port: Pick<ImportPort, 'sourceKey'>,
  mapping: TableMapping,
  path: string,
): Promise<TriedRow[]> {
  const source = await openTable(path, mapping.file?.sheet ?? 1);
  try {
    const format = tableFormat(mapping, source, port.sourceKey);
    const tried: TriedRow[] = [];
    for await (const raw of format.rows?.(path) ?? []) {
      const judged = judge(format, raw);
      const flag = 'rejected' in judged ? [judged.rejected] : judged.flags;
      const mapped = 'rejected' in judged ? null : format.map(judged.row);
      const flags = withheld(format, [...flag, ...(mapped?.flags ?? [])]);
      tried.push({
        row: raw.number,
        rejected: mapped === null,
        incident: mapped?.drafts[0]?.body ?? null,
        acts: (mapped?.drafts ?? []).filter(({ kind }) => kind === 'act').map(({ body }) => body),
        actors: mapped === null ? [] : actorsOf(mapped),
        sources: mapped?.sources.length ?? 0,
        flags: flags.map(({ column, value, problem }) => ({
          column,
          value: value.slice(0, SAMPLE),
          problem: problemText(problem),
        })),
      });
      if (tried.length === ROWS) break;
    }
    return tried;
  } finally {
    await source.close();
  }
}

function actorsOf({ drafts, actors }: ReturnType<ReturnType<typeof tableFormat>['map']>): TriedRow['actors'] {
  type Named = { actorType?: string; names?: { text: string }[]; identity?: { names?: { text: string }[] } };
  const bodies = new Map<string, Named>([
    ...actors.map(({ key, body }): [string, Named] => [`actor ${key}`, body as Named]),
    ...drafts
      .filter(({ kind }) => kind === 'actor')
      .map(({ role, body }): [string, Named] => [`role ${role}`, body as Named]),
  ]);
  return drafts.flatMap(({ kind, body, from }) => {
    if (kind !== 'link' || from === undefined) return [];
    const named = bodies.get('actor' in from ? `actor ${from.actor}` : `role ${from.role}`);
    const name = named?.names?.[0]?.text ?? named?.identity?.names?.[0]?.text ?? '';
    return [{ name, actorType: named?.actorType ?? '', role: String(body.type) }];
  });
}
