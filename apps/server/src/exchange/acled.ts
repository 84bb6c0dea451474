import type { Count, FuzzyTime, Harm } from '@cairn/model';
import {
  EVENT_TYPES,
  GEO_PRECISION,
  INTER,
  type Part,
  SUB_TYPES,
  type SubType,
  TARGETING,
  TIME_PRECISION,
  UNARMED,
} from './acled-terms.ts';
import { given, ours, readCategory, theirs } from './categories.ts';
import { isoDate, longDate, place, type Read, readCount, readPoint, unknownTime } from './cells.ts';
import {
  type ActorDraft,
  categoryKey,
  cell,
  type Draft,
  type Format,
  type Mapped,
  type RowFlag,
  type SourceDraft,
  type SourceRow,
} from './format.ts';

const PLACES = ['location', 'admin3', 'admin2', 'admin1', 'country'] as const;

/** The two sides of an event, each with the columns that describe it. */
const SIDES = [
  { role: 'actor1', inter: 'inter1', beside: 'assoc_actor_1' },
  { role: 'actor2', inter: 'inter2', beside: 'assoc_actor_2' },
] as const;

export const acled: Format = {
  name: 'acled',
  title: 'ACLED events',
  publisher: 'Armed Conflict Location & Event Data',
  terms: 'Terms of use of ACLED: attribution, and redistribution is restricted',
  container: 'csv',
  idColumn: 'event_id_cnty',
  required: [
    ...['event_id_cnty', 'event_date', 'event_type', 'sub_event_type', 'actor1', 'latitude', 'longitude', 'fatalities'],
  ],
  columns: [
    ...['event_id_cnty', 'event_date', 'year', 'time_precision', 'disorder_type', 'event_type', 'sub_event_type'],
    ...['actor1', 'assoc_actor_1', 'inter1', 'actor2', 'assoc_actor_2', 'inter2', 'interaction'],
    ...['civilian_targeting', 'iso', 'region', 'country', 'admin1', 'admin2', 'admin3', 'location', 'latitude'],
    ...['longitude', 'geo_precision', 'source', 'source_scale', 'notes', 'fatalities', 'tags', 'timestamp'],
  ],
  mapping: [
    { from: ['sub_event_type', 'location'], to: 'incident.title' },
    { from: ['event_date', 'time_precision'], to: 'incident.time' },
    { from: ['latitude', 'longitude', 'geo_precision', ...PLACES, 'iso'], to: 'incident.place' },
    { from: ['notes'], to: 'incident.summary' },
    { from: ['fatalities'], to: 'incident.counts' },
    {
      from: ['event_type', 'sub_event_type', 'disorder_type', 'civilian_targeting', 'source_scale', 'tags'],
      to: 'incident.codes',
    },
    { from: ['sub_event_type'], to: 'act.type' },
    { from: ['sub_event_type'], to: 'act.method' },
    { from: ['actor1', 'inter1'], to: 'link:actor1.from' },
    { from: ['actor2', 'inter2'], to: 'link:actor2.from' },
    { from: ['assoc_actor_1', 'assoc_actor_2'], to: 'links of those named beside an actor' },
    { from: ['source'], to: 'source (identity of an actor; the statement shows its code)' },
    { from: ['year'], to: 'flag where it is not the year of the date' },
    { from: ['interaction', 'region'], to: 'file only: they repeat other columns' },
    { from: ['timestamp'], to: 'file only: when the publisher last touched the row' },
  ],
  categories: {
    event_type: Object.keys(EVENT_TYPES),
    sub_event_type: Object.keys(SUB_TYPES),
    inter1: Object.keys(INTER),
    inter2: Object.keys(INTER),
    time_precision: Object.keys(TIME_PRECISION),
    geo_precision: Object.keys(GEO_PRECISION),
    civilian_targeting: Object.keys(TARGETING),
  },
  // What only says when the publisher touched the row is no content of it.
  judgedBy: (column) => column !== 'timestamp',
  map: mapRow,
};

function mapRow(row: SourceRow): Mapped {
  const flags: RowFlag[] = [];
  const at = (column: string) => cell(row, column);
  const take = <T>(read: Read<T>): T => {
    flags.push(...read.flags);
    return read.value;
  };
  const subType = readTypes(row, flags);
  const precision = readCategory(row, 'geo_precision', GEO_PRECISION, flags) ?? 'unknown';
  readCategory(row, 'civilian_targeting', TARGETING, flags);
  const time = readTime(row, flags);
  const point = take(readPoint(row, 'latitude', 'longitude'));
  const killed = take(readCount(row, { best: 'fatalities' }));
  const iso = at('iso').trim();
  const incident: Draft = {
    kind: 'incident',
    role: 'incident',
    body: {
      title:
        [at('sub_event_type'), at('location')]
          .map((each) => each.trim())
          .join(', ')
          .replace(/^, |, $/, '') || `ACLED ${row.id}`,
      time,
      place: place(point, precision, PLACES.map(at), iso === '' ? [] : [{ system: 'iso:3166-1-numeric', code: iso }]),
      ...(at('notes').trim() === '' ? {} : { summary: at('notes') }),
      ...(killed === undefined ? {} : { counts: [deaths(killed)] }),
      codes: codesOf(row),
    },
  };
  const { actors, links } = participants(row, subType, flags);
  const sources = sourcesOf(at('source'));
  const text = at('notes').trim() === '' ? {} : { text: at('notes') };
  return { flags, actors, sources, drafts: [incident, ...actsOf(row, subType), ...links], ...text };
}

/** One figure from one report: no range is known, and none is made up. */
function deaths(count: Count): Harm {
  return { outcome: 'killed', count: { ...count, basis: 'single-report' } };
}

/** The sub-type decides; a type that it does not belong to contradicts it. */
function readTypes(row: SourceRow, flags: RowFlag[]): SubType | undefined {
  readCategory(row, 'event_type', EVENT_TYPES, flags);
  const subType = readCategory(row, 'sub_event_type', SUB_TYPES, flags);
  const type = categoryKey(cell(row, 'event_type'));
  if (subType !== undefined && Object.hasOwn(EVENT_TYPES, type) && subType.of !== type)
    flags.push({ column: 'sub_event_type', value: cell(row, 'sub_event_type'), problem: 'values-disagree' });
  return subType;
}

/** `2022-02-24` or `24 February 2022`, as the publisher's two ways of export write it. Local to the event, without a zone. */
function readTime(row: SourceRow, flags: RowFlag[]): FuzzyTime {
  const stated = cell(row, 'event_date');
  const precision = readCategory(row, 'time_precision', TIME_PRECISION, flags) ?? 'unknown';
  const start = isoDate(stated) ?? longDate(stated);
  if (start === null) {
    flags.push({ column: 'event_date', value: stated, problem: 'date-impossible' });
    return unknownTime(stated);
  }
  const year = cell(row, 'year').trim();
  if (year !== '' && year !== start.slice(0, 4))
    flags.push({ column: 'year', value: cell(row, 'year'), problem: 'values-disagree' });
  return { start, precision, tz: 'UTC' };
}

function actsOf(row: SourceRow, subType: SubType | undefined): Draft[] {
  if (subType?.act === null) return [];
  const stated = cell(row, 'sub_event_type');
  const body = {
    type: ours('act-type', subType?.act ?? 'unknown', stated.trim() === '' ? undefined : stated),
    ...(subType?.method === undefined ? {} : { method: ours('method', subType.method, stated) }),
  };
  return [{ kind: 'act', role: 'act:1', body }];
}

interface Participants {
  readonly actors: ActorDraft[];
  readonly links: Draft[];
}

/** Both sides, and those named beside them. Of these only a victim's are more than present: they say who the victims were. */
function participants(row: SourceRow, subType: SubType | undefined, flags: RowFlag[]): Participants {
  const actors = new Map<string, ActorDraft>();
  const links: Draft[] = [];
  const to = { role: subType?.act === null ? 'incident' : 'act:1' };
  const join = (role: string, type: Part, name: string, actorType: string) => {
    const key = `named:${categoryKey(name)}`;
    if (!actors.has(key)) actors.set(key, { key, body: { actorType, names: [{ text: name }] } });
    links.push({ kind: 'link', role: `link:${role}`, body: { type }, from: { actor: key }, to });
  };
  for (const { role, inter, beside } of SIDES) {
    const type = readCategory(row, inter, INTER, flags);
    const part = partOf(role, subType, categoryKey(cell(row, inter)));
    const name = cell(row, role).trim();
    if (name !== '') join(role, part, name, type ?? 'unknown');
    for (const [index, each] of listIn(cell(row, beside)).entries())
      join(`${role}:beside:${index + 1}`, part === 'victim-of' ? part : 'present-at', each, 'unknown');
  }
  return { actors: [...actors.values()], links };
}

function partOf(side: 'actor1' | 'actor2', subType: SubType | undefined, inter: string): Part {
  const part = side === 'actor1' ? subType?.first : subType?.second;
  if (part === undefined) return 'present-at';
  // Where fighters meet, people without arms do not fight.
  return part === 'perpetrator-of' && UNARMED.has(inter) ? 'victim-of' : part;
}

function codesOf(row: SourceRow) {
  return given([
    ...['event_type', 'sub_event_type', 'disorder_type', 'civilian_targeting', 'source_scale'].map((column) =>
      theirs(`acled:${column}`, cell(row, column)),
    ),
    ...listIn(cell(row, 'tags')).map((tag) => theirs('acled:tag', tag)),
  ]);
}

function sourcesOf(names: string): SourceDraft[] {
  const byKey = new Map(listIn(names).map((name) => [categoryKey(name), name]));
  return [...byKey].map(([key, name]) => ({ key, actorType: 'organisation', names: [name], addresses: [] }));
}

/** `a; b;c`: several in one cell, each once. */
function listIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split(';')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    ),
  ];
}
