import { type Edition, number, pointOf, type Row, rowsWithHeader } from './gazetteer-columns.ts';
import type { Sheet } from './gazetteer-sheets.ts';
import { type GazetteerEntry, type GazetteerKind, precisionOf, RADIUS_BY_KIND } from './gazetteer-types.ts';

interface Column {
  readonly level: number;
  readonly what: 'pcode' | 'name' | 'other';
  readonly language: string;
}

/**
 * What a column says of a unit: `ADM2_EN`, `ADM2_PCODE`, `ADM2ALT1_EN` (also `ADM2ALT1EN`) of the editions of 2018 to 2024,
 * `adm2_name`, `adm2_name1` and `adm2_pcode` of later ones, `admin2Name_en`, `admin2AltName1_en` and `admin2Pcode` of earlier ones.
 */
const FORMS: readonly (readonly [RegExp, Column['what']])[] = [
  [/^adm(?:in)?([0-4])_?pcode$/, 'pcode'],
  [/^adm(?:in)?([0-4])_?alt(?:name)?[0-9]_?([a-z]{2})$/, 'other'],
  [/^adm(?:in)?([0-4])(?:name)?_([a-z]{2})$/, 'name'],
  [/^adm([0-4])_(name[0-9]?)$/, 'name'],
];

/** Editions that number their names say the languages in columns of their own; Ukraine's come in this order. */
const NUMBERED: Readonly<Record<string, string>> = { name: 'en', name1: 'uk', name2: 'ru' };

function languageOf(language: string, row: Row): string {
  const said = NUMBERED[language] === undefined ? language : (row[language.replace('name', 'lang')] ?? '');
  const code = said === '' ? NUMBERED[language] : said.slice(0, 2).toLowerCase();
  return code === 'ua' ? 'uk' : (code ?? language);
}

function columnOf(name: string): Column | undefined {
  for (const [form, what] of FORMS) {
    const [, level, language = ''] = form.exec(name) ?? [];
    if (level !== undefined) return { level: Number(level), what, language };
  }
  return undefined;
}

interface Unit {
  pcode: string;
  readonly names: Record<string, string>;
}

/** Reads one level of boundaries, as the table or the sheet that the United Nations publish of each. */
export function codab(sheet: Sheet, edition: Edition): GazetteerEntry[] {
  const isHeader = (names: readonly string[]) => names.some((name) => columnOf(name)?.what === 'pcode');
  const rows = rowsWithHeader(sheet, isHeader);
  const columns = Object.keys(rows[0] ?? {}).flatMap((name) => {
    const column = columnOf(name);
    return column === undefined ? [] : [{ name, ...column }];
  });
  return rows.flatMap((row) => unitOf(row, columns, edition));
}

/** Units of one row by level. */
function levelsOf(row: Row, columns: readonly (Column & { name: string })[]): Unit[] {
  const levels: Unit[] = [];
  for (const { name, level, what, language: written } of columns) {
    const value = row[name] ?? '';
    if (value === '' || (what !== 'pcode' && !/\p{L}/u.test(value))) continue;
    const language = languageOf(written, row);
    levels[level] ??= { pcode: '', names: {} };
    const unit = levels[level];
    if (what === 'pcode') unit.pcode = value;
    else if (what === 'name') unit.names[language] ??= value;
    else if (!Object.values(unit.names).includes(value))
      unit.names[`${language}-${Object.keys(unit.names).length}`] = value;
  }
  return levels;
}

const first = (row: Row, names: readonly string[]): number | undefined =>
  number(names.map((name) => row[name] ?? '').find((text) => text !== '') ?? '');

function whereOf(row: Row): { latitude?: number; longitude?: number; radiusM?: number } {
  const latitude = first(row, ['center_lat', 'latitude', 'lat', 'y', 'circle_lat']);
  const longitude = first(row, ['center_lon', 'longitude', 'lon', 'lng', 'x', 'circle_lon']);
  const area = first(row, ['area_sqkm', 'area']);
  // Half as far again as a round unit of that area would go: few units are round.
  const wide = area === undefined ? undefined : Math.ceil(Math.sqrt(area / Math.PI) * 1.5) * 1000;
  const radiusM = first(row, ['circle_m']) ?? wide;
  return { ...pointOf({ latitude, longitude }), ...(radiusM === undefined ? {} : { radiusM }) };
}

function unitOf(
  row: Row,
  columns: readonly (Column & { name: string })[],
  { title, version }: Edition,
): GazetteerEntry[] {
  const levels = levelsOf(row, columns);
  const level = levels.findLastIndex((unit) => unit?.pcode);
  const unit = levels[level];
  if (level < 1 || unit === undefined || Object.keys(unit.names).length === 0) return [];
  const kind = `adm${level}` as GazetteerKind;
  const country = (levels[0]?.pcode || unit.pcode).slice(0, 2).toUpperCase();
  // A level that an edition leaves out, as some do with districts, leaves a hole.
  const above = levels.slice(1, level).filter(Boolean).reverse();
  const codes = [unit, ...above].flatMap(({ pcode }) =>
    pcode === '' ? [] : [{ system: 'cod-ab', code: pcode, ...(version ? { version } : {}) }],
  );
  return [
    {
      ...{ names: unit.names, former: [], kind, country, codes, source: title },
      ...{ admin: above.map(({ names }) => names), precision: precisionOf(kind) },
      ...{ radiusM: RADIUS_BY_KIND[kind], ...whereOf(row) },
    },
  ];
}
