/** The invented lands of the demonstration. Every point lies in open ocean, far from any coast. */

export interface Spot {
  readonly key: string;
  readonly en: string;
  readonly uk: string;
  /** What precedes the name in Ukrainian, so that the name itself need not be declined. */
  readonly ukAt: string;
  readonly ukNear: string;
  readonly kind: 'city' | 'town' | 'village';
  readonly district: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Area {
  readonly code: string;
  readonly en: string;
  readonly uk: string;
  readonly country: 'orlava' | 'tesk' | 'havrenne';
  readonly province: string;
}

export const COUNTRIES = {
  orlava: { en: 'Orlava', uk: 'Орлава' },
  tesk: { en: 'Tesk', uk: 'Теск' },
  havrenne: { en: 'Havrenne', uk: 'Гавренна' },
} as const;

export const PROVINCES = {
  VS: { en: 'Vesna Province', uk: 'провінція Весна' },
  UT: { en: 'Upper Tesk', uk: 'Верхній Теск' },
  KW: { en: 'Karrowen', uk: 'Карровен' },
  VL: { en: 'Velorin Region', uk: 'Велорінський край' },
  PS: { en: 'Pessoly March', uk: 'Пессольська марка' },
} as const;

export const DISTRICTS: Readonly<Record<string, Area>> = {
  'VS-1': { code: 'VS-1', en: 'Ombrel District', uk: 'Омбрельський район', country: 'tesk', province: 'VS' },
  'VS-2': { code: 'VS-2', en: 'Tarvolin District', uk: 'Тарволінський район', country: 'tesk', province: 'VS' },
  'VS-3': { code: 'VS-3', en: 'Solmarey District', uk: 'Солмарейський район', country: 'tesk', province: 'VS' },
  'UT-1': { code: 'UT-1', en: 'Maskavel District', uk: 'Маскавельський район', country: 'tesk', province: 'UT' },
  'UT-2': { code: 'UT-2', en: 'Drovenet District', uk: 'Дровенецький район', country: 'tesk', province: 'UT' },
  'KW-1': { code: 'KW-1', en: 'Brennost District', uk: 'Бренностський район', country: 'orlava', province: 'KW' },
  'VL-1': { code: 'VL-1', en: 'Velorin District', uk: 'Велорінський район', country: 'orlava', province: 'VL' },
  'PS-1': { code: 'PS-1', en: 'Pessoly District', uk: 'Пессольський район', country: 'havrenne', province: 'PS' },
};

const TABLE = `
ombrel    | Ombrel     | Омбрель    | city    | VS-1 | -47.62 | -123.40
quarnoy   | Quarnoy    | Кварной    | town    | VS-1 | -47.81 | -123.12
issenvey  | Issenvey   | Іссенвей   | village | VS-1 | -47.70 | -122.94
pelgosk   | Pelgosk    | Пельгоськ  | village | VS-1 | -47.93 | -123.51
tarvolin  | Tarvolin   | Тарволін   | town    | VS-2 | -48.22 | -122.71
zhunmar   | Zhunmar    | Жунмар     | village | VS-2 | -48.31 | -122.48
brivelna  | Brivelna   | Брівельна  | village | VS-2 | -48.09 | -122.55
kvellin   | Kvellin    | Квеллін    | village | VS-2 | -48.40 | -122.83
solmarey  | Solmarey   | Солмарей   | town    | VS-3 | -48.55 | -123.66
nethrin   | Nethrin    | Нетрін     | village | VS-3 | -48.43 | -123.48
ulvesk    | Ulvesk     | Ульвеськ   | village | VS-3 | -48.61 | -123.31
maskavel  | Maskavel   | Маскавель  | city    | UT-1 | -47.11 | -124.32
uldrin    | Uldrin     | Ульдрін    | town    | UT-1 | -47.29 | -124.05
yaskoreth | Yaskoreth  | Яскорет    | village | UT-1 | -47.02 | -124.61
drovenet  | Drovenet   | Дровенет   | town    | UT-2 | -46.83 | -123.77
hallisk   | Hallisk    | Халліськ   | village | UT-2 | -46.74 | -123.58
brennost  | Brennost   | Бренност   | town    | KW-1 | -48.34 | -121.79
yorvelin  | Yorvelin   | Йорвелін   | town    | KW-1 | -48.12 | -121.62
sheldora  | Sheldora   | Шелдора    | village | KW-1 | -48.47 | -121.93
velorin   | Velorin    | Велорін    | city    | VL-1 | -47.95 | -120.74
amselk    | Amselk     | Амсельк    | town    | VL-1 | -48.08 | -120.95
pessoly   | Pessoly    | Пессолі    | town    | PS-1 | -46.52 | -124.88
`;

const UK_AT = { city: 'у місті', town: 'у містечку', village: 'у селі' } as const;
const UK_NEAR = { city: 'поблизу міста', town: 'поблизу містечка', village: 'поблизу села' } as const;

export const SPOTS: readonly Spot[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [key, en, uk, kind, district, latitude, longitude] = line.split('|').map((cell) => cell.trim()) as [
      string,
      string,
      string,
      Spot['kind'],
      string,
      string,
      string,
    ];
    return {
      key,
      en,
      uk,
      ukAt: UK_AT[kind],
      ukNear: UK_NEAR[kind],
      kind,
      district,
      latitude: Number(latitude),
      longitude: Number(longitude),
    };
  });

/** Streets and corners that several towns have. */
export const CORNERS = [
  { en: 'Kiln Street', uk: 'вулиця Випалу' },
  { en: 'Ropewalk Lane', uk: 'провулок Линварів' },
  { en: 'the old tram loop', uk: 'старе трамвайне кільце' },
  { en: 'Upper Weir', uk: 'Верхня Загата' },
  { en: 'Sailmaker Square', uk: 'площа Вітрильників' },
  { en: 'the grain yard', uk: 'зерновий двір' },
  { en: 'Lamplighter Row', uk: 'Ліхтарний ряд' },
  { en: 'the ferry steps', uk: 'поромні сходи' },
] as const;

/** @throws RangeError for a key that is no place of these lands */
export function spot(key: string): Spot {
  const found = SPOTS.find((each) => each.key === key);
  if (found === undefined) throw new RangeError(`No invented place "${key}".`);
  return found;
}
