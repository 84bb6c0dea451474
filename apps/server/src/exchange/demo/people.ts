/** The invented parties, offices and houses of the demonstration. Persons who give statements are made beside them. */

export interface Party {
  readonly key: string;
  readonly actorType: string;
  readonly en: string;
  readonly uk: string;
  /** How a sentence calls it. */
  readonly shortEn: string;
  readonly shortUk: string;
  /** Who speaks for it when it answers. */
  readonly voice?: string;
}

const TABLE = `
orlava     | armed-forces | Armed Forces of Orlava | Збройні сили Орлави | Orlavan forces | сили Орлави | orlava-mod
brigade    | unit | 7th Coastal Brigade of Orlava | 7-ма берегова бригада Орлави | the 7th Coastal Brigade | 7-ма берегова бригада | orlava-mod
air-arm    | unit | Air Arm of Orlava | Повітряні сили Орлави | the Orlavan Air Arm | авіація Орлави | orlava-mod
guard      | unit | Karrowen Border Guard | Прикордонна варта Карровену | the Karrowen Border Guard | прикордонна варта Карровену | orlava-mod
security   | intelligence | State Security Office of Orlava | Служба державної безпеки Орлави | the State Security Office | служба державної безпеки | orlava-mod
city-police | police | Velorin City Police | Міська поліція Велоріна | the Velorin City Police | міська поліція Велоріна | orlava-mod
administration | occupying-power | Temporary Administration of Tarvolin | Тимчасова адміністрація Тарволіна | the Temporary Administration | тимчасова адміністрація | orlava-mod
columns    | armed-group-local | Free Columns of the Lowland | Вільні колони низовини | the Free Columns | вільні колони | columns
kestrel    | private-military | Grey Kestrel Contractors | Підрядники «Сірий боривітер» | Grey Kestrel contractors | підрядники «Сірий боривітер» | orlava-mod
tesk       | armed-forces | Armed Forces of Tesk | Збройні сили Теску | Teskian forces | сили Теску | tesk-staff
ridge      | unit | 2nd Ridge Regiment of Tesk | 2-й гірський полк Теску | the 2nd Ridge Regiment | 2-й гірський полк | tesk-staff
tesk-police | police | Upper Tesk Police | Поліція Верхнього Теску | the Upper Tesk Police | поліція Верхнього Теску | tesk-staff
watch      | militia | Ombrel Home Watch | Омбрельська самооборона | the Home Watch | самооборона | tesk-staff
unknown    | unknown | Unknown party | Невідома сторона | an unknown party | невідома сторона |
orlava-mod | government | Ministry of Defence of Orlava | Міністерство оборони Орлави | the Orlavan Ministry of Defence | міністерство оборони Орлави |
tesk-staff | government | General Staff of Tesk | Генеральний штаб Теску | the General Staff of Tesk | генеральний штаб Теску |
prosecutor | court | Military Prosecutor of Tesk | Військова прокуратура Теску | the Military Prosecutor | військова прокуратура |
court      | court | Velorin District Court | Велорінський окружний суд | the Velorin District Court | Велорінський окружний суд |
lantern    | humanitarian-organisation | Tin Lantern Relief | Допомога «Бляшаний ліхтар» | Tin Lantern Relief | «Бляшаний ліхтар» |
heron      | humanitarian-organisation | Blue Heron Field Medics | Польові медики «Синя чапля» | the Blue Heron medics | медики «Синьої чаплі» |
rights-desk | civil-society | Vesna Rights Desk | Весняний правозахисний стіл | the Vesna Rights Desk | Весняний правозахисний стіл |
court-watch | civil-society | Open Bench Velorin | «Відкрита лава», Велорін | Open Bench | «Відкрита лава» |
mothers    | civil-society | Mothers of Amselk | Матері Амселька | the Mothers of Amselk | Матері Амселька |
observers  | international-organisation | Joint Observers for Vesna | Спільні спостерігачі для Весни | the Joint Observers | спільні спостерігачі |
sheet      | medium | Ombrel Evening Sheet | «Омбрельський вечірній аркуш» | the Ombrel Evening Sheet | «Омбрельський вечірній аркуш» |
radio      | medium | Radio Solmarey | Радіо Солмарей | Radio Solmarey | Радіо Солмарей |
wire       | medium | Karrowen Wire | «Карровенська стрічка» | the Karrowen Wire | «Карровенська стрічка» |
tally      | data-publisher | Vesna Tally | Весняний облік | the Vesna Tally | Весняний облік |
hospital   | facility | Ombrel Regional Hospital | Омбрельська обласна лікарня | the Regional Hospital | обласна лікарня |
clinic     | facility | Quarnoy Clinic | Кварнойська амбулаторія | the Quarnoy Clinic | Кварнойська амбулаторія |
school     | facility | School No. 3 in Issenvey | Школа № 3 в Іссенвеї | School No. 3 | школа № 3 |
station    | facility | Tarvolin Thermal Station | Тарволінська теплостанція | the thermal station | теплостанція |
waterworks | facility | Solmarey Waterworks | Солмарейський водоканал | the waterworks | водоканал |
remand     | facility | Amselk Remand House | Амселькський слідчий ізолятор | the Amselk Remand House | Амселькський ізолятор |
cold-store | facility | Cold store in Tarvolin | Холодильний склад у Тарволіні | the cold store | холодильний склад |
war-camp   | facility | Maskavel camp for prisoners of war | Маскавельський табір для військовополонених | the Maskavel camp | Маскавельський табір |
corridor   | facility | Ombrel to Uldrin corridor | Коридор Омбрель – Ульдрін | the Uldrin corridor | Ульдрінський коридор |
sea-passage | facility | Solmarey sea passage | Солмарейський морський прохід | the sea passage | морський прохід |
crossing   | facility | Pessoly crossing point | Пункт пропуску Пессолі | the Pessoly crossing | пункт пропуску Пессолі |
`;

export const PARTIES: readonly Party[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [key, actorType, en, uk, shortEn, shortUk, voice] = line.split('|').map((cell) => cell.trim()) as string[];
    return {
      ...{ key: key!, actorType: actorType!, en: en!, uk: uk!, shortEn: shortEn!, shortUk: shortUk! },
      ...(voice ? { voice } : {}),
    };
  });

const FRONT = ['VS-1', 'VS-3', 'UT-1', 'UT-2'];
const LOWLAND = ['VS-1', 'VS-2', 'VS-3'];

/** Districts in which each party is about. */
export const THEATRES: Readonly<Record<string, readonly string[]>> = {
  ...{ orlava: FRONT, brigade: FRONT, 'air-arm': FRONT, columns: LOWLAND, unknown: LOWLAND, watch: ['VS-1', 'VS-3'] },
  ...{ kestrel: ['VS-2'], administration: ['VS-2'], security: ['VL-1', 'KW-1', 'VS-2'], guard: ['KW-1', 'VS-2'] },
  ...{ 'city-police': ['VL-1'], court: ['VL-1'], tesk: ['VS-2', 'KW-1'], ridge: ['VS-2', 'KW-1'] },
  ...{ 'tesk-police': ['UT-1', 'UT-2'], prosecutor: ['UT-1'] },
};

/** District in which a house stands; the others are everywhere. */
export const HOUSES: Readonly<Record<string, string>> = {
  ...{ hospital: 'VS-1', clinic: 'VS-1', school: 'VS-1', station: 'VS-2', waterworks: 'VS-3', 'cold-store': 'VS-2' },
  ...{ remand: 'VL-1', 'war-camp': 'UT-1', 'sea-passage': 'VS-3', crossing: 'PS-1' },
};

/** Who belongs to whom, commands whom or works for whom: [from, link type, to]. */
export const STRUCTURE: readonly (readonly [string, string, string])[] = [
  ['brigade', 'member-of', 'orlava'],
  ['air-arm', 'member-of', 'orlava'],
  ['guard', 'member-of', 'orlava'],
  ['orlava-mod', 'commands', 'orlava'],
  ['kestrel', 'employed-by', 'orlava-mod'],
  ['columns', 'part-of', 'orlava'],
  ['ridge', 'member-of', 'tesk'],
  ['tesk-staff', 'commands', 'tesk'],
  ['watch', 'part-of', 'tesk'],
];

/** Organisations whose people give statements, with how reliable the team holds them to be. */
export const SPEAKING: Readonly<Record<string, { connection: string; reliability?: string }>> = {
  'orlava-mod': { connection: 'party', reliability: 'D' },
  'tesk-staff': { connection: 'party', reliability: 'C' },
  prosecutor: { connection: 'official', reliability: 'B' },
  columns: { connection: 'party', reliability: 'E' },
  observers: { connection: 'intergovernmental', reliability: 'A' },
  'rights-desk': { connection: 'ngo', reliability: 'B' },
  'court-watch': { connection: 'ngo', reliability: 'B' },
  mothers: { connection: 'ngo' },
  lantern: { connection: 'ngo', reliability: 'B' },
  heron: { connection: 'professional', reliability: 'A' },
  sheet: { connection: 'journalist', reliability: 'C' },
  radio: { connection: 'journalist', reliability: 'C' },
  wire: { connection: 'journalist', reliability: 'E' },
  tally: { connection: 'dataset', reliability: 'F' },
};

/** Persons whom a public source named, so that their names may stand in the open. */
export const PUBLIC_PERSONS = [
  {
    key: 'defender',
    actorType: 'private-individual',
    en: 'Ilvath Orsonelle',
    uk: 'Ільват Орсонель',
    by: 'Annual letter of the Vesna Rights Desk',
  },
  {
    key: 'reporter',
    actorType: 'private-individual',
    en: 'Oskell Brannivar',
    uk: 'Оскель Браннівар',
    by: 'Byline in the Ombrel Evening Sheet',
  },
  {
    key: 'lawyer',
    actorType: 'private-individual',
    en: 'Tamerane Quov',
    uk: 'Тамерана Квов',
    by: 'Roll of counsel printed by Open Bench Velorin',
  },
] as const;

/** Names that stay among the identity fields. Syllables, not people. */
export const HIDDEN_NAMES = [
  'Aluvien Morrosk',
  'Benthar Ysolde-Quarn',
  'Corvane Tellimar',
  'Dunath Ferroway',
  'Elsiven Haldrake',
  'Fenmor Ottiquill',
  'Garrowen Silvask',
  'Hestiva Umbrelle',
  'Ivorath Pennaquay',
  'Jessamund Vorrick',
  'Kelvanna Drusk',
  'Lorrimet Zhane',
  'Mirrowel Tascane',
  'Nuvien Ashquorn',
  'Orrivel Bastwick-Dray',
  'Pellisande Crowmarsh-Vey',
  'Quillan Oresk',
  'Rothiven Salquist',
] as const;
