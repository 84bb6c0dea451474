import { type Edition, number, pointOf, type Row, rowsWithHeader } from './gazetteer-columns.ts';
import type { Sheet } from './gazetteer-sheets.ts';
import { GAZETTEER_KINDS, type GazetteerEntry, precisionOf, RADIUS_BY_KIND } from './gazetteer-types.ts';

/** Reads a table of an organisation's own. */
export function plainPlaces(sheet: Sheet, edition: Edition): GazetteerEntry[] {
  const isHeader = (names: readonly string[]) => names.some((name) => /^name(?:_uk|_en|_ru)?$/.test(name));
  return rowsWithHeader(sheet, isHeader).flatMap((row) => placeOf(row, edition));
}

/** Columns: name or name_uk, name_en, name_ru; old_names, parted by semicolons; latitude, longitude, radius_m; kind, country, admin1, admin2; code, system. */
function placeOf(row: Row, { title, version }: Edition): GazetteerEntry[] {
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
