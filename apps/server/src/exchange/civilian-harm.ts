import type { FuzzyTime } from '@cairn/model';
import { accountOf } from './account.ts';
import { type Categories, given, meaningOf, ours, theirs } from './categories.ts';
import { place, readPoint, unknownTime, usDate } from './cells.ts';
import {
  categoryKey,
  cell,
  type Draft,
  type Format,
  type Mapped,
  type RowFlag,
  type SourceDraft,
  type SourceRow,
} from './format.ts';
import { CIVILIANS } from './groups.ts';

/** The act and the method behind each weapon system. */
const WEAPON: Categories<{ act: string; method: string }> = {
  'air strike': { act: 'shelling-or-bombing', method: 'air-strike' },
  'anti-air missile': { act: 'shelling-or-bombing', method: 'anti-air-missile' },
  'ballistic missile': { act: 'shelling-or-bombing', method: 'ballistic-missile' },
  'cluster munitions': { act: 'shelling-or-bombing', method: 'cluster-munition' },
  'cruise missile': { act: 'shelling-or-bombing', method: 'cruise-missile' },
  'he artillery inc mortars': { act: 'shelling-or-bombing', method: 'artillery' },
  'he rocket artillery': { act: 'shelling-or-bombing', method: 'rocket-artillery' },
  'he tube artillery': { act: 'shelling-or-bombing', method: 'tube-artillery' },
  'incendiary munitions': { act: 'shelling-or-bombing', method: 'incendiary' },
  'land mines': { act: 'explosive-trap', method: 'landmine' },
  'loitering munition': { act: 'shelling-or-bombing', method: 'loitering-munition' },
  none: { act: 'unknown', method: 'none' },
  'small arms': { act: 'shooting', method: 'small-arms' },
  'thermobaric munition': { act: 'shelling-or-bombing', method: 'thermobaric' },
  unknown: { act: 'unknown', method: 'unknown' },
  'vehicle mounted weapon': { act: 'shooting', method: 'vehicle-mounted' },
};

/** The object that each type of area is. */
const AREA: Categories<string> = {
  administrative: 'administration',
  commercial: 'commerce',
  cultural: 'culture',
  'food/food infrastructure': 'food',
  healthcare: 'health-care',
  humanitarian: 'humanitarian',
  industrial: 'industry',
  military: 'military',
  religious: 'religion',
  residential: 'home',
  'roads/highways/transport': 'transport',
  'school or childcare': 'education',
  undefined: 'unknown',
};

const AREA_KEY = 'type of area affected';
const WEAPON_KEY = 'weapon system';

export const civilianHarm: Format = {
  name: 'civilian-harm',
  title: 'Civilian harm in Ukraine',
  publisher: 'Bellingcat',
  terms: 'Attribution to Bellingcat; no licence stated',
  container: 'json-array',
  idColumn: 'id',
  required: ['id', 'date', 'latitude', 'longitude'],
  columns: ['id', 'date', 'latitude', 'longitude', 'location', 'description', 'sources', 'filters'],
  mapping: [
    { from: ['description', 'location'], to: 'incident.title' },
    { from: ['date'], to: 'incident.time' },
    { from: ['latitude', 'longitude', 'location'], to: 'incident.place' },
    { from: ['description'], to: 'incident.summary' },
    { from: ['filters'], to: 'incident.codes' },
    { from: ['filters'], to: 'act.type' },
    { from: ['filters'], to: 'act.method' },
    { from: ['filters'], to: 'act.object' },
    { from: ['sources'], to: 'source (account or site; identity of an actor; the statement shows its code)' },
  ],
  categories: {
    [AREA_KEY]: Object.keys(AREA),
    [WEAPON_KEY]: Object.keys(WEAPON),
  },
  map: mapRow,
};

function mapRow(row: SourceRow): Mapped {
  const flags: RowFlag[] = [];
  const description = cell(row, 'description');
  const point = readPoint(row, 'latitude', 'longitude');
  flags.push(...point.flags);
  const filters = readFilters(row, flags);
  const incident: Draft = {
    kind: 'incident',
    role: 'incident',
    body: {
      title: titleOf(row),
      time: readTime(row, flags),
      // The file does not say how exact its points are; they were located from pictures.
      place: place(point.value, point.value === undefined ? 'unknown' : 'near', [cell(row, 'location')]),
      ...(description.trim() === '' ? {} : { summary: description }),
      codes: given([
        ...filters.areas.map(({ stated }) => theirs('civilian-harm:area', stated)),
        ...filters.weapons.map(({ stated }) => theirs('civilian-harm:weapon', stated)),
      ]),
    },
  };
  const victims: Draft = {
    kind: 'link',
    role: 'link:victims',
    body: { type: 'victim-of' },
    from: { actor: 'civilians' },
    to: { role: 'act:1' },
  };
  return {
    flags,
    actors: [{ key: 'civilians', body: { actorType: 'group', names: CIVILIANS } }],
    sources: sourcesOf(row),
    drafts: [incident, ...actsOf(filters), victims],
    ...(description.trim() === '' ? {} : { text: description }),
  };
}

function readTime(row: SourceRow, flags: RowFlag[]): FuzzyTime {
  const stated = cell(row, 'date');
  const start = usDate(stated);
  // The zone is the model's default, Europe/Kyiv. `asStated` stays because month and day could be read the other way.
  if (start !== null) return { start, precision: 'day', asStated: stated };
  flags.push({ column: 'date', value: stated, problem: 'date-impossible' });
  return unknownTime(stated);
}

interface Meant<T> {
  readonly stated: string;
  readonly meaning: T | undefined;
}

interface Filters {
  readonly areas: Meant<string>[];
  readonly weapons: Meant<{ act: string; method: string }>[];
}

function readFilters(row: SourceRow, flags: RowFlag[]): Filters {
  const filters: Filters = { areas: [], weapons: [] };
  for (const { key = '', value = '' } of objects(row.values.filters)) {
    if (categoryKey(key) === AREA_KEY)
      filters.areas.push({ stated: value, meaning: meaningOf(value, 'filters', AREA, flags) });
    else if (categoryKey(key) === WEAPON_KEY)
      filters.weapons.push({ stated: value, meaning: meaningOf(value, 'filters', WEAPON, flags) });
    else flags.push({ column: 'filters', value: `${key}: ${value}`, problem: 'category-unknown' });
  }
  return filters;
}

/** One act for each weapon system, each against the first area; all areas are codes of the incident. */
function actsOf({ areas, weapons }: Filters): Draft[] {
  const [area] = areas;
  const object = area?.meaning === undefined ? {} : { object: ours('object', area.meaning, area.stated) };
  const used = weapons.length > 0 ? weapons : [{ stated: '', meaning: undefined }];
  return used.map(({ stated, meaning }, index) => {
    const original = stated === '' ? undefined : stated;
    const type = ours('act-type', meaning?.act ?? 'unknown', original);
    const method = meaning === undefined ? {} : { method: ours('method', meaning.method, original) };
    return { kind: 'act', role: `act:${index + 1}`, body: { type, ...method, ...object } };
  });
}

/** Each account or site once. `HIDDEN` is what the file puts where it withholds a source. */
function sourcesOf(row: SourceRow): SourceDraft[] {
  const sources = new Map<string, SourceDraft>();
  for (const { path = '' } of objects(row.values.sources)) {
    if (['', 'hidden'].includes(categoryKey(path))) continue;
    const { key, address, isAccount } = accountOf(path);
    sources.set(key, { key, actorType: isAccount ? 'account' : 'organisation', names: [], addresses: [address] });
  }
  return [...sources.values()];
}

/** The members of a list that are objects, their values as text. */
function objects(list: unknown): Record<string, string>[] {
  if (!Array.isArray(list)) return [];
  return list
    .filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
    .map((each) => Object.fromEntries(Object.entries(each).map(([key, value]) => [key, String(value ?? '')])));
}

/** First sentence of the description, shortened at a word. */
function titleOf(row: SourceRow): string {
  // Some places end as a sentence does; before a colon the full stop is one too many.
  const place = cell(row, 'location').trim().replace(/\.$/, '');
  const sentence = cell(row, 'description')
    .trim()
    .split(/(?<=[.!?])\s|\n/)[0]!
    .replace(/\.$/, '');
  const short = sentence.length <= 90 ? sentence : `${sentence.slice(0, 90).replace(/\s+\S*$/, '')}…`;
  return [place, short].filter(Boolean).join(': ') || `Civilian harm ${row.id}`;
}
