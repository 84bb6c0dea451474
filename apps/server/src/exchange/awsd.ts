import type { Coding, FuzzyTime, Harm } from '@cairn/model';
import { type Categories, given, ours, readCategory, theirs } from './categories.ts';
import { calendarDate, isNotable, place, type Read, readCount, readPoint, two, unknownTime } from './cells.ts';
import {
  type ActorDraft,
  categoryKey,
  cell,
  type Draft,
  type Format,
  type Mapped,
  type RowFlag,
  type SourceRow,
} from './format.ts';
import { AID_WORKERS } from './groups.ts';

/** The act and the method behind each means of attack. */
const MEANS: Categories<{ act: string; method: string }> = {
  'aerial bombardment': { act: 'shelling-or-bombing', method: 'air-strike' },
  'bodily assault': { act: 'assault', method: 'bodily-force' },
  'body-borne ied': { act: 'suicide-attack', method: 'ied-body' },
  'complex attack': { act: 'complex-attack', method: 'several' },
  'kidnap-killing': { act: 'kidnap-killing', method: 'capture' },
  kidnapping: { act: 'abduction', method: 'capture' },
  landmine: { act: 'explosive-trap', method: 'landmine' },
  'other explosives': { act: 'explosive-trap', method: 'explosive' },
  'rape/sexual assault': { act: 'sexual-violence', method: 'sexual-means' },
  'roadside ied': { act: 'explosive-trap', method: 'ied-roadside' },
  shelling: { act: 'shelling-or-bombing', method: 'artillery' },
  shooting: { act: 'shooting', method: 'small-arms' },
  unknown: { act: 'unknown', method: 'unknown' },
  'vehicle-born ied': { act: 'explosive-trap', method: 'ied-vehicle' },
  'vehicle-borne ied': { act: 'explosive-trap', method: 'ied-vehicle' },
};

const CONTEXT: Categories<true> = {
  ambush: true,
  'combat/crossfire': true,
  detention: true,
  'individual attack': true,
  'mob violence': true,
  raid: true,
  unknown: true,
};

/** The object that each kind of location is. */
const LOCATION: Categories<string> = {
  custody: 'custody',
  home: 'home',
  'office/compound': 'aid-office',
  'project site': 'aid-site',
  'public location': 'public-place',
  road: 'road',
  unknown: 'unknown',
};

/** What sort of actor each type is; null where a name under it means nobody in particular ("Youths", "Spouse"). */
const ACTOR_TYPE: Categories<string | null> = {
  'aid recipient': null,
  criminal: null,
  'foreign or coalition forces': 'foreign-forces',
  'host state': 'state-body',
  'non-state armed group: global': 'armed-group-global',
  'non-state armed group: national': 'armed-group-national',
  'non-state armed group: regional': 'armed-group-regional',
  'non-state armed group: subnational': 'armed-group-local',
  'non-state armed group: unknown': 'armed-group',
  'police or paramilitary': 'police',
  'staff member': null,
  'state: unknown': 'state-body',
  unaffiliated: null,
  unknown: null,
};

const VERIFIED: Categories<true> = { archived: true, pending: true, yes: true, no: true };

const NO_NAME = new Set(['', 'unknown', 'not applicable', 'n/a']);

/** Organisations whose staff was hit, with the code that the incident carries. */
const ORGANISATIONS = [
  ['UN', 'un'],
  ['INGO', 'ingo'],
  ['LNGO/NRCS', 'lngo-nrcs'],
  ['ICRC', 'icrc'],
  ['IFRC', 'ifrc'],
  ['Other', 'other'],
] as const;

const OUTCOMES = [
  ['killed', 'killed'],
  ['wounded', 'injured'],
  ['kidnapped', 'kidnapped'],
] as const;

const STAFF = [
  ['Nationals', 'aid-workers-national'],
  ['Internationals', 'aid-workers-international'],
] as const;

const GENDERS = [
  ['Gender Male', 'men'],
  ['Gender Female', 'women'],
  ['Gender Unknown', 'unknown'],
] as const;

export const awsd: Format = {
  name: 'awsd',
  title: 'Aid Worker Security Database',
  publisher: 'Humanitarian Outcomes',
  terms: 'Attribution to Humanitarian Outcomes, aidworkersecurity.org',
  container: 'csv',
  idColumn: 'Incident ID',
  required: [
    ...['Incident ID', 'Year', 'Month', 'Day', 'Country', 'Total killed', 'Total wounded', 'Total kidnapped'],
    ...['Means of attack', 'Latitude', 'Longitude'],
  ],
  columns: [
    ...['Incident ID', 'Year', 'Month', 'Day', 'Country', 'Region', 'District', 'City'],
    ...ORGANISATIONS.map(([column]) => column),
    ...STAFF.flatMap(([staff]) => [
      ...OUTCOMES.map(([outcome]) => `${staff} ${outcome}`),
      `Total ${staff.toLowerCase()}`,
    ]),
    ...['Total killed', 'Total wounded', 'Total kidnapped', 'Total affected'],
    ...GENDERS.map(([column]) => column),
    ...['Means of attack', 'Attack context', 'Location', 'Latitude', 'Longitude', 'Actor type', 'Actor name'],
    ...['Details', 'Verified', 'Source'],
  ],
  mapping: [
    { from: ['Means of attack', 'Country'], to: 'incident.title' },
    { from: ['Year', 'Month', 'Day'], to: 'incident.time' },
    { from: ['Latitude', 'Longitude', 'City', 'District', 'Region', 'Country'], to: 'incident.place' },
    { from: ['Details'], to: 'incident.summary' },
    { from: [...ORGANISATIONS.map(([column]) => column), 'Actor type', 'Actor name'], to: 'incident.context' },
    {
      from: ['Total killed', 'Total wounded', 'Total kidnapped', ...GENDERS.map(([column]) => column)],
      to: 'incident.counts',
    },
    {
      from: ['Attack context', 'Actor type', 'Verified', ...ORGANISATIONS.map(([column]) => column)],
      to: 'incident.codes',
    },
    { from: ['Means of attack'], to: 'act.type' },
    { from: ['Means of attack'], to: 'act.method' },
    { from: ['Location'], to: 'act.object' },
    { from: STAFF.flatMap(([staff]) => OUTCOMES.map(([outcome]) => `${staff} ${outcome}`)), to: 'act.harm' },
    { from: ['Actor name', 'Actor type'], to: 'link:perpetrator.from' },
    { from: ['Source'], to: 'source (identity of an actor; the statement shows its code)' },
    { from: ['Total nationals', 'Total internationals', 'Total affected'], to: 'file only: sums of other columns' },
  ],
  categories: {
    'Means of attack': Object.keys(MEANS),
    'Attack context': Object.keys(CONTEXT),
    Location: Object.keys(LOCATION),
    'Actor type': Object.keys(ACTOR_TYPE),
    Verified: Object.keys(VERIFIED),
  },
  map: mapRow,
};

function mapRow(row: SourceRow): Mapped {
  const flags: RowFlag[] = [];
  const take = <T>(read: Read<T>): T => {
    flags.push(...read.flags);
    return read.value;
  };
  const at = (column: string) => cell(row, column);
  const time = readTime(row, flags);
  const point = take(readPoint(row, 'Latitude', 'Longitude'));
  const totals = OUTCOMES.flatMap(([word, outcome]): Harm[] => {
    const count = take(readCount(row, { best: `Total ${word}` }));
    return count === undefined ? [] : [{ outcome, group: ours('victim-group', 'aid-workers'), count }];
  });
  const genders = GENDERS.flatMap(([column, group]): Harm[] => {
    const count = take(readCount(row, { best: column }));
    return isNotable(count) ? [{ outcome: 'affected', group: ours('victim-group', group), count }] : [];
  });
  const harm = OUTCOMES.flatMap(([word, outcome]) =>
    STAFF.flatMap(([staff, group]): Harm[] => {
      const count = take(readCount(row, { best: `${staff} ${word}` }));
      return isNotable(count) ? [{ outcome, group: ours('victim-group', group), count }] : [];
    }),
  );
  const acts = actsOf(row, harm, flags);
  readCategory(row, 'Attack context', CONTEXT, flags);
  readCategory(row, 'Verified', VERIFIED, flags);
  const actorType = readCategory(row, 'Actor type', ACTOR_TYPE, flags);
  const { actors, links } = participants(row, actorType ?? null);
  const incident: Draft = {
    kind: 'incident',
    role: 'incident',
    body: {
      title: titleOf(row),
      time,
      place: place(point, precisionOf(row), [at('City'), at('District'), at('Region'), at('Country')]),
      ...(at('Details').trim() === '' ? {} : { summary: at('Details') }),
      ...contextOf(row),
      counts: [...totals, ...genders],
      codes: codesOf(row),
    },
  };
  const source = at('Source').trim();
  const sources =
    source === '' ? [] : [{ key: categoryKey(source), actorType: 'unknown', names: [source], addresses: [] }];
  const text = at('Details').trim() === '' ? {} : { text: at('Details') };
  return { flags, actors, sources, drafts: [incident, ...acts, ...links], ...text };
}

/** The means and the country; a row that knows neither is called by its id. */
function titleOf(row: SourceRow): string {
  const parts = ['Means of attack', 'Country'].map((column) => cell(row, column).trim()).filter(Boolean);
  return parts.every((part) => NO_NAME.has(categoryKey(part))) ? `AWSD ${row.id}` : parts.join(', ');
}

/** Month and day may be empty; what is given decides the precision. */
function readTime(row: SourceRow, flags: RowFlag[]): FuzzyTime {
  const stated = ['Year', 'Month', 'Day'].map((column) => cell(row, column).trim());
  const [year, month, day] = stated.map((part) => (/^\d+$/.test(part) ? Number(part) : null));
  const asStated = stated.map((part) => part || '?').join('-');
  const impossible = (column: string) => flags.push({ column, value: cell(row, column), problem: 'date-impossible' });
  if (stated[1] === '') flags.push({ column: 'Month', value: cell(row, 'Month'), problem: 'month-missing' });
  if (stated[2] === '') flags.push({ column: 'Day', value: cell(row, 'Day'), problem: 'day-missing' });
  if (typeof year !== 'number' || calendarDate(year, 1, 1) === null) {
    impossible('Year');
    return unknownTime(asStated);
  }
  const kept = { precision: 'year' as const, tz: 'UTC' };
  if (stated[1] === '') return { start: String(year), ...kept, ...(stated[2] === '' ? {} : { asStated }) };
  if (typeof month !== 'number' || calendarDate(year, month, 1) === null) {
    impossible('Month');
    return { start: String(year), ...kept, asStated };
  }
  const yearMonth = `${year}-${two(month)}`;
  if (stated[2] === '') return { start: yearMonth, precision: 'month', tz: 'UTC' };
  const date = typeof day === 'number' ? calendarDate(year, month, day) : null;
  if (date !== null) return { start: date, precision: 'day', tz: 'UTC' };
  impossible('Day');
  return { start: yearMonth, precision: 'month', tz: 'UTC', asStated };
}

/** Coordinates stand for the smallest place that is named: the file does not say how exact they are. */
function precisionOf(row: SourceRow): 'near' | 'adm2' | 'adm1' | 'country' | 'unknown' {
  if (cell(row, 'City').trim() !== '') return 'near';
  if (cell(row, 'District').trim() !== '') return 'adm2';
  if (cell(row, 'Region').trim() !== '') return 'adm1';
  return cell(row, 'Country').trim() === '' ? 'unknown' : 'country';
}

/**
 * One act for the means of attack. People who were also kidnapped, or killed after a kidnapping, suffered an act of its
 * own: the worst act does not stand for all.
 */
function actsOf(row: SourceRow, harm: readonly Harm[], flags: RowFlag[]): Draft[] {
  const stated = cell(row, 'Means of attack');
  const means = readCategory(row, 'Means of attack', MEANS, flags);
  const location = readCategory(row, 'Location', LOCATION, flags);
  const object = location === undefined ? {} : { object: ours('object', location, cell(row, 'Location')) };
  const type = means?.act ?? 'unknown';
  const further = FURTHER[type] ?? { outcome: 'kidnapped', act: 'abduction' };
  const apart = type === 'kidnap-killing' ? [] : harm.filter(({ outcome }) => outcome === further.outcome);
  const main = harm.filter((each) => !apart.includes(each));
  const method = means === undefined ? {} : { method: ours('method', means.method, stated) };
  const acts: Draft[] = [actOf('act:1', { type: ours('act-type', type, stated), ...method, ...object }, main)];
  if (apart.length > 0) acts.push(actOf('act:2', { type: ours('act-type', further.act, stated), ...object }, apart));
  return acts;
}

/** Beside a kidnapping, killings are told apart; beside every other act, kidnappings. */
const FURTHER: Readonly<Record<string, { outcome: string; act: string }>> = {
  abduction: { outcome: 'killed', act: 'killing' },
};

function actOf(role: string, body: Readonly<Record<string, unknown>>, harm: readonly Harm[]): Draft {
  return { kind: 'act', role, body: { ...body, ...(harm.length === 0 ? {} : { harm }) } };
}

function participants(row: SourceRow, actorType: string | null): { actors: ActorDraft[]; links: Draft[] } {
  const to = { role: 'act:1' };
  const actors: ActorDraft[] = [{ key: 'aid-workers', body: { actorType: 'group', names: AID_WORKERS } }];
  const links: Draft[] = [
    { kind: 'link', role: 'link:victims', body: { type: 'victim-of' }, from: { actor: 'aid-workers' }, to },
  ];
  const name = cell(row, 'Actor name').trim();
  if (actorType === null || NO_NAME.has(categoryKey(name))) return { actors, links };
  const key = `named:${categoryKey(name)}`;
  actors.push({ key, body: { actorType, names: [{ text: name }] } });
  links.push({ kind: 'link', role: 'link:perpetrator', body: { type: 'perpetrator-of' }, from: { actor: key }, to });
  return { actors, links };
}

/** What has no field of its own, in words. */
function contextOf(row: SourceRow): { context?: string } {
  const organisations = organisationsHit(row).map(([column]) => `${column} ${cell(row, column).trim()}`);
  const actor = ['Actor type', 'Actor name'].map((column) => cell(row, column).trim()).filter(Boolean);
  const parts = [
    ...(organisations.length === 0 ? [] : [`Staff affected: ${organisations.join(', ')}.`]),
    ...(actor.length === 0 ? [] : [`Actor as coded: ${actor.join(', ')}.`]),
  ];
  return parts.length === 0 ? {} : { context: parts.join(' ') };
}

function codesOf(row: SourceRow): Coding[] {
  return given([
    theirs('awsd:attack-context', cell(row, 'Attack context')),
    theirs('awsd:actor-type', cell(row, 'Actor type')),
    theirs('awsd:verified', cell(row, 'Verified')),
    ...organisationsHit(row).map(([, code]) => theirs('awsd:organisation', code)),
  ]);
}

function organisationsHit(row: SourceRow) {
  return ORGANISATIONS.filter(([column]) => !['', '0'].includes(cell(row, column).trim()));
}
