import type { Edition } from './gazetteer-columns.ts';
import { romanised } from './gazetteer-names.ts';
import type { Sheet } from './gazetteer-sheets.ts';
import { type GazetteerEntry, type GazetteerKind, precisionOf, RADIUS_BY_KIND } from './gazetteer-types.ts';
import { OBLASTS } from './gazetteer-ukraine.ts';

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
export function katottg(rows: Sheet, { title, version }: Edition): GazetteerEntry[] {
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
