import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { romanised } from './gazetteer-names.ts';
import {
  GAZETTEER_KINDS,
  type GazetteerEntry,
  type GazetteerKind,
  precisionOf,
  RADIUS_BY_KIND,
} from './gazetteer-types.ts';
import { OBLASTS } from './gazetteer-ukraine.ts';

export const GAZETTEER_FORMATS = ['katottg', 'codab', 'csv'] as const;
export type GazetteerFormat = (typeof GAZETTEER_FORMATS)[number];

/** A file is not what it was said to be. */
export class UnreadableGazetteer extends Error {
  constructor(why: string) {
    super(`The file cannot be read as a gazetteer: ${why}`);
    this.name = 'UnreadableGazetteer';
  }
}

export interface GazetteerFile {
  readonly bytes: Uint8Array;
  readonly format: GazetteerFormat;
  /** What its places name as their source. */
  readonly title: string;
  /** Edition of the codes, for instance a date. */
  readonly version?: string;
}

/** Reads a gazetteer out of a file: XLSX, CSV, or GeoJSON of boundaries. @throws UnreadableGazetteer */
export async function readGazetteer(file: GazetteerFile): Promise<GazetteerEntry[]> {
  const entries = await entriesOf(file);
  if (entries.length === 0) throw new UnreadableGazetteer(`it holds no place in the form "${file.format}".`);
  return entries;
}

async function entriesOf(file: GazetteerFile): Promise<GazetteerEntry[]> {
  if (file.format === 'codab' && isJson(file.bytes)) return codabFeatures(file);
  const rows = await rowsOf(file.bytes);
  if (file.format === 'katottg') return katottg(rows, file);
  const tables = withHeader(rows);
  return file.format === 'codab'
    ? tables.flatMap((row) => codabRow(row, file))
    : tables.flatMap((row) => plainRow(row, file));
}

type Row = Readonly<Record<string, string>>;

async function rowsOf(bytes: Uint8Array): Promise<string[][]> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return csvRows(bytes);
  try {
    const sheets = await readSheets(Buffer.from(bytes));
    return sheets.flatMap(({ data }) =>
      data.map((row) => row.map((cell) => (cell === null ? '' : String(cell).trim()))),
    );
  } catch (error) {
    throw new UnreadableGazetteer(`as XLSX: ${(error as Error).message}`);
  }
}

function csvRows(bytes: Uint8Array): string[][] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableGazetteer('it is neither XLSX nor text in UTF-8.');
  }
  const [head = ''] = text.split('\n', 1);
  const count = (sign: string) => head.split(sign).length;
  const delimiter = [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  try {
    return parse(text, { bom: true, delimiter, relaxColumnCount: true, skipEmptyLines: true, trim: true });
  } catch (error) {
    throw new UnreadableGazetteer(`as CSV: ${(error as Error).message}`);
  }
}

function withHeader([header = [], ...rows]: readonly string[][]): Row[] {
  const names = header.map((name) => name.trim().toLowerCase());
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]?.trim() ?? ''])));
}

// ---------------------------------------------------------------- KATOTTH, the codifier of Ukraine

const KATOTTG_CODE = /^UA\d{17}$/;

/** Categories of the codifier (order no. 290 of the Ministry for Communities of 26 November 2020, with its changes). */
const CATEGORIES: Readonly<Record<string, GazetteerKind>> = {
  ...{
    O: 'adm1',
    K: 'city',
    P: 'adm2',
    H: 'adm3',
    M: 'town',
    T: 'settlement',
    X: 'settlement',
    C: 'village',
    B: 'district',
  },
};

/** The file writes categories now in Latin, now in Cyrillic letters that look the same. */
const LATIN: Readonly<Record<string, string>> = {
  О: 'O',
  К: 'K',
  Р: 'P',
  Н: 'H',
  М: 'M',
  Т: 'T',
  С: 'C',
  Х: 'X',
  В: 'B',
};

const SUFFIX: Partial<Record<GazetteerKind, readonly [uk: string, en: string]>> = {
  adm1: ['область', 'Oblast'],
  adm2: ['район', 'Raion'],
  adm3: ['територіальна громада', 'hromada'],
};

/** Each row names its codes from the region down, its category and its name; columns are told by what stands in them. */
function katottg(rows: readonly string[][], { title, version }: GazetteerFile): GazetteerEntry[] {
  const names = new Map<string, Readonly<Record<string, string>>>();
  return rows.flatMap((row) => {
    const codes = row.filter((cell) => KATOTTG_CODE.test(cell));
    const own = codes.at(-1);
    if (own === undefined) return [];
    const rest = row.filter((cell) => cell !== '' && !KATOTTG_CODE.test(cell));
    const letter = rest.find((cell) => cell.length === 1) ?? '';
    const kind = CATEGORIES[LATIN[letter.toUpperCase()] ?? letter.toUpperCase()];
    const name = rest.filter((cell) => cell.length > 1).at(-1);
    if (kind === undefined || name === undefined) return [];
    const spelt = namesIn(kind, name, own);
    names.set(own, spelt);
    const admin = codes
      .slice(0, -1)
      .reverse()
      .map((code) => names.get(code))
      .filter((unit) => unit !== undefined);
    const oblast = OBLASTS.find(({ pcode }) => own.startsWith(pcode));
    const units = [{ system: 'katottg', code: own, ...(version ? { version } : {}) }];
    // The codifier's first four digits are those of the P-code of OCHA.
    const pcodes = kind === 'adm1' ? [own.slice(0, 4)] : [own.slice(0, 6), own.slice(0, 4)];
    const shared = oblast ? pcodes.map((code) => ({ system: 'cod-ab', code })) : [];
    return [
      {
        ...{ names: spelt, former: [], kind, country: 'UA', admin, source: title },
        ...{ precision: precisionOf(kind), radiusM: RADIUS_BY_KIND[kind], codes: [...units, ...shared] },
      },
    ];
  });
}

function namesIn(kind: GazetteerKind, name: string, code: string): Readonly<Record<string, string>> {
  const oblast = kind === 'adm1' ? OBLASTS.find(({ pcode }) => code.startsWith(pcode)) : undefined;
  if (oblast) return { uk: oblast.uk, en: oblast.en, ru: oblast.ru };
  const suffix = SUFFIX[kind];
  if (suffix === undefined || name.includes(suffix[0])) return { uk: name, en: romanised(name) };
  return { uk: `${name} ${suffix[0]}`, en: `${romanised(name)} ${suffix[1]}` };
}

// ---------------------------------------------------------------- COD-AB, boundaries of OCHA

const LANGUAGES: Readonly<Record<string, string>> = {
  ua: 'uk',
  uk: 'uk',
  en: 'en',
  ru: 'ru',
  name: 'en',
  name1: 'uk',
  name2: 'ru',
};

/** Units of one row by level: `ADM2_EN`, `ADM2_UA`, `ADM2_PCODE`, or `adm2_name`, `adm2_pcode`. */
function levelsOf(row: Row): { pcode: string; names: Record<string, string> }[] {
  const levels: { pcode: string; names: Record<string, string> }[] = [];
  for (const [column, value] of Object.entries(row)) {
    const [, level, what = ''] = /^adm([0-4])_?([a-z]+\d?)$/.exec(column.toLowerCase()) ?? [];
    if (level === undefined || value === '') continue;
    levels[Number(level)] ??= { pcode: '', names: {} };
    const unit = levels[Number(level)] as (typeof levels)[number];
    if (what === 'pcode') unit.pcode = value;
    else if (LANGUAGES[what]) unit.names[LANGUAGES[what]] ??= value;
  }
  return levels;
}

const first = (row: Row, names: readonly string[]): string =>
  names.map((name) => row[name] ?? '').find((text) => text !== '') ?? '';

function codabRow(row: Row, file: GazetteerFile): GazetteerEntry[] {
  const latitude = number(first(row, ['center_lat', 'latitude', 'lat', 'y']));
  const longitude = number(first(row, ['center_lon', 'longitude', 'lon', 'lng', 'x']));
  const area = number(first(row, ['area_sqkm', 'area']));
  // Half as far again as a round unit of that area would go: few units are round.
  const radiusM = area === undefined ? undefined : Math.ceil(Math.sqrt(area / Math.PI) * 1.5) * 1000;
  return codabUnit(row, file, { latitude, longitude, radiusM });
}

function codabUnit(row: Row, { title, version }: GazetteerFile, where: Partial<Where>): GazetteerEntry[] {
  const levels = levelsOf(row);
  const level = levels.findLastIndex((unit) => unit?.pcode);
  const unit = levels[level];
  if (level < 1 || unit === undefined || Object.keys(unit.names).length === 0) return [];
  const kind = `adm${level}` as GazetteerKind;
  const country = (levels[0]?.pcode ?? unit.pcode).slice(0, 2).toUpperCase();
  const above = levels.slice(1, level).reverse();
  const codes = [unit, ...above].flatMap(({ pcode }) =>
    pcode === '' ? [] : [{ system: 'cod-ab', code: pcode, ...(version ? { version } : {}) }],
  );
  return [
    {
      ...{ names: unit.names, former: [], kind, country, codes, source: title },
      ...{ admin: above.map(({ names }) => names), precision: precisionOf(kind) },
      ...pointOf(where),
      radiusM: where.radiusM ?? RADIUS_BY_KIND[kind],
    },
  ];
}

interface Where {
  latitude: number | undefined;
  longitude: number | undefined;
  radiusM: number | undefined;
}

function pointOf({ latitude, longitude }: Partial<Where>): { latitude?: number; longitude?: number } {
  const valid =
    latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return valid ? { latitude, longitude } : {};
}

interface Shape {
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly geometry: { readonly coordinates: unknown } | null;
}

function isJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('utf8'));
}

/** Boundaries: the middle of each unit's bounds, and how far its farthest corner lies from there. */
function codabFeatures(file: GazetteerFile): GazetteerEntry[] {
  let shapes: Shape[];
  try {
    shapes = (JSON.parse(new TextDecoder().decode(file.bytes)) as { features: Shape[] }).features;
    if (!Array.isArray(shapes)) throw new Error('it has no features');
  } catch (error) {
    throw new UnreadableGazetteer(`as GeoJSON: ${(error as Error).message}`);
  }
  return shapes.flatMap(({ properties, geometry }) => {
    const row = Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        typeof value === 'object' ? '' : String(value),
      ]),
    );
    return codabUnit(row, file, circleAround(cornersOf(geometry?.coordinates)));
  });
}

function cornersOf(coordinates: unknown): [number, number][] {
  if (!Array.isArray(coordinates)) return [];
  const [x, y] = coordinates;
  if (typeof x === 'number' && typeof y === 'number') return [[x, y]];
  return coordinates.flatMap(cornersOf);
}

function circleAround(corners: readonly [number, number][]): Partial<Where> {
  if (corners.length === 0) return {};
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [x, y] of corners) {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.cos((latitude * Math.PI) / 180);
  let reach = 0;
  for (const [x, y] of corners) reach = Math.max(reach, Math.hypot((x - longitude) * shrink, y - latitude));
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return {
    latitude: round(latitude),
    longitude: round(longitude),
    radiusM: Math.max(100, Math.ceil(reach * 1112) * 100),
  };
}

// ---------------------------------------------------------------- a table of places

/** Columns: name or name_uk, name_en, name_ru; old_names, parted by semicolons; latitude, longitude, radius_m; kind, country, admin1, admin2; code, system. */
function plainRow(row: Row, { title, version }: GazetteerFile): GazetteerEntry[] {
  const cell = (name: string): string => row[name] ?? '';
  const names = Object.fromEntries(
    [
      ['uk', cell('name_uk')],
      ['en', cell('name_en') || cell('name')],
      ['ru', cell('name_ru')],
    ].filter(([, name]) => name !== ''),
  ) as Record<string, string>;
  if (Object.keys(names).length === 0) return [];
  const kind = GAZETTEER_KINDS.find((known) => known === cell('kind').toLowerCase()) ?? 'place';
  const code = cell('code');
  const unit = { system: cell('system') || 'own', code, ...(version ? { version } : {}) };
  return [
    {
      ...{
        names,
        kind,
        source: title,
        country: cell('country').slice(0, 2).toUpperCase(),
        precision: precisionOf(kind),
      },
      former: cell('old_names')
        .split(';')
        .map((name) => name.trim())
        .filter(Boolean)
        .map((name) => ({ name, language: 'uk' })),
      admin: ['admin2', 'admin1']
        .map(cell)
        .filter(Boolean)
        .map((name) => ({ en: name })),
      ...pointOf({ latitude: number(cell('latitude')), longitude: number(cell('longitude')) }),
      radiusM: number(cell('radius_m')) ?? RADIUS_BY_KIND[kind],
      codes: code === '' ? [] : [unit],
    },
  ];
}

function number(text: string): number | undefined {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
