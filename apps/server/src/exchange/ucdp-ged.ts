import type { FuzzyTime, Harm, PlacePrecision, TimePrecision } from '@cairn/model';
import { type Categories, given, ours, readCategory, theirs } from './categories.ts';
import { isNotable, isoDate, place, type Read, readCount, readPoint, unknownTime } from './cells.ts';
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
import { CIVILIANS } from './groups.ts';

/** What each kind of violence means: the act, and whether side B fights or suffers. */
const VIOLENCE: Categories<{ act: string; sideB: 'perpetrator-of' | 'victim-of' }> = {
  '1': { act: 'combat', sideB: 'perpetrator-of' },
  '2': { act: 'combat', sideB: 'perpetrator-of' },
  '3': { act: 'attack-on-civilians', sideB: 'victim-of' },
};

const WHERE_PREC: Categories<PlacePrecision> = {
  '1': 'exact',
  '2': 'near',
  '3': 'adm2',
  '4': 'adm1',
  '5': 'line',
  '6': 'country',
  '7': 'sea-air',
};

const DATE_PREC: Categories<TimePrecision> = { '1': 'day', '2': 'few-days', '3': 'week', '4': 'month', '5': 'year' };

const EVENT_CLARITY: Categories<true> = { '1': true, '2': true };

/** Whom each death column counts. */
const DEATHS = [
  ['deaths_a', 'fighters-a'],
  ['deaths_b', 'fighters-b'],
  ['deaths_civilians', 'civilians'],
  ['deaths_unknown', 'unknown'],
] as const;

export const ucdpGed: Format = {
  name: 'ucdp-ged',
  title: 'UCDP Georeferenced Event Dataset',
  publisher: 'Uppsala Conflict Data Program',
  terms: 'CC BY 4.0',
  container: 'csv',
  idColumn: 'id',
  required: [
    'id',
    'type_of_violence',
    'side_a',
    'side_b',
    'latitude',
    'longitude',
    'date_start',
    'date_end',
    'best',
    'high',
    'low',
  ],
  columns: [
    ...['id', 'relid', 'year', 'active_year', 'code_status', 'type_of_violence', 'conflict_dset_id', 'conflict_new_id'],
    ...['conflict_name', 'dyad_dset_id', 'dyad_new_id', 'dyad_name', 'side_a_dset_id', 'side_a_new_id', 'side_a'],
    ...['side_b_dset_id', 'side_b_new_id', 'side_b', 'number_of_sources', 'source_article', 'source_office'],
    ...['source_date', 'source_headline', 'source_original', 'where_prec', 'where_coordinates', 'where_description'],
    ...['adm_1', 'adm_2', 'latitude', 'longitude', 'geom_wkt', 'priogrid_gid', 'country', 'country_id', 'region'],
    ...['event_clarity', 'date_prec', 'date_start', 'date_end', 'deaths_a', 'deaths_b', 'deaths_civilians'],
    ...['deaths_unknown', 'best', 'high', 'low', 'gwnoa', 'gwnob'],
  ],
  mapping: [
    { from: ['dyad_name', 'where_coordinates'], to: 'incident.title' },
    { from: ['date_start', 'date_end', 'date_prec'], to: 'incident.time' },
    {
      from: ['latitude', 'longitude', 'where_prec', 'where_coordinates', 'adm_2', 'adm_1', 'country'],
      to: 'incident.place',
    },
    { from: ['where_description'], to: 'incident.summary' },
    { from: ['conflict_name'], to: 'incident.context' },
    { from: ['low', 'best', 'high'], to: 'incident.counts' },
    { from: ['type_of_violence', 'conflict_new_id', 'event_clarity'], to: 'incident.codes' },
    { from: ['type_of_violence'], to: 'act.type' },
    { from: DEATHS.map(([column]) => column), to: 'act.harm (a group coded 0 is left out)' },
    { from: ['side_a_new_id', 'side_a'], to: 'link:side_a.from' },
    { from: ['side_b_new_id', 'side_b'], to: 'link:side_b.from' },
    { from: ['source_office'], to: 'source (identity of an actor; the statement shows its code)' },
    { from: ['number_of_sources'], to: 'flag where -1' },
    {
      from: ['source_article', 'source_headline', 'source_date', 'source_original'],
      to: 'file only: they name sources',
    },
  ],
  categories: {
    type_of_violence: Object.keys(VIOLENCE),
    where_prec: Object.keys(WHERE_PREC),
    date_prec: Object.keys(DATE_PREC),
    event_clarity: Object.keys(EVENT_CLARITY),
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
  const violence = readCategory(row, 'type_of_violence', VIOLENCE, flags);
  const precision = readCategory(row, 'where_prec', WHERE_PREC, flags) ?? 'unknown';
  readCategory(row, 'event_clarity', EVENT_CLARITY, flags);
  if (at('number_of_sources').trim() === '-1') {
    flags.push({ column: 'number_of_sources', value: at('number_of_sources'), problem: 'sources-uncoded' });
  }
  const time = readTime(row, flags);
  const point = take(readPoint(row, 'latitude', 'longitude'));
  const total = take(readCount(row, { low: 'low', best: 'best', high: 'high' }));
  const harm = DEATHS.flatMap(([column, group]): Harm[] => {
    const count = take(readCount(row, { best: column }));
    return isNotable(count) ? [{ outcome: 'killed', group: ours('victim-group', group), count }] : [];
  });
  const { actors, links } = sides(row, violence?.sideB ?? 'perpetrator-of');
  const incident: Draft = {
    kind: 'incident',
    role: 'incident',
    body: {
      title:
        [at('dyad_name'), at('where_coordinates')]
          .map((part) => part.trim())
          .filter(Boolean)
          .join(': ') || `UCDP ${row.id}`,
      time,
      place: place(
        point,
        precision,
        [at('where_coordinates'), at('adm_2'), at('adm_1'), at('country')],
        at('country_id').trim() === '' ? [] : [{ system: 'ucdp:country', code: at('country_id').trim() }],
      ),
      ...textField('summary', at('where_description')),
      ...textField('context', at('conflict_name')),
      ...(total === undefined ? {} : { counts: [{ outcome: 'killed', count: total } satisfies Harm] }),
      codes: given([
        theirs('ucdp:type_of_violence', at('type_of_violence')),
        theirs('ucdp:conflict', at('conflict_new_id'), at('conflict_name')),
        theirs('ucdp:event_clarity', at('event_clarity')),
      ]),
    },
  };
  const act: Draft = {
    kind: 'act',
    role: 'act:1',
    body: {
      type: ours('act-type', violence?.act ?? 'unknown', at('type_of_violence')),
      ...(harm.length === 0 ? {} : { harm }),
    },
  };
  return { flags, actors, sources: sourcesOf(at('source_office')), drafts: [incident, act, ...links] };
}

/** Dates are local to the event and the file names no zone; UTC is off by hours at most. */
function readTime(row: SourceRow, flags: RowFlag[]): FuzzyTime {
  const precision = readCategory(row, 'date_prec', DATE_PREC, flags) ?? 'unknown';
  const [first, last] = (['date_start', 'date_end'] as const).map((column) => {
    const date = isoDate(cell(row, column));
    if (date === null) flags.push({ column, value: cell(row, column), problem: 'date-impossible' });
    return date;
  });
  const asStated = `${cell(row, 'date_start')} to ${cell(row, 'date_end')}`;
  if (first && last && last < first) {
    flags.push({ column: 'date_end', value: cell(row, 'date_end'), problem: 'date-impossible' });
    return unknownTime(asStated);
  }
  const start = first ?? last;
  if (!start) return unknownTime(asStated);
  const bounds = { start, ...(first && last && last !== first ? { end: last } : {}) };
  return { ...bounds, precision, tz: 'UTC', ...(first && last ? {} : { asStated }) };
}

function sides(row: SourceRow, roleOfB: 'perpetrator-of' | 'victim-of'): { actors: ActorDraft[]; links: Draft[] } {
  const actors: ActorDraft[] = [];
  const links: Draft[] = [];
  for (const [side, type] of [
    ['side_a', 'perpetrator-of'],
    ['side_b', roleOfB],
  ] as const) {
    const actor = sideActor(cell(row, side).trim(), cell(row, `${side}_new_id`).trim());
    if (actor === null) continue;
    actors.push(actor);
    links.push({
      kind: 'link',
      role: `link:${side}`,
      body: { type },
      from: { actor: actor.key },
      to: { role: 'act:1' },
    });
  }
  return { actors, links };
}

/** Sides are known by the program's own number; "Civilians" has one number per release and is known by its name. */
function sideActor(name: string, number: string): ActorDraft | null {
  const civilians = categoryKey(name) === 'civilians';
  const key = civilians ? 'civilians' : number || categoryKey(name);
  if (key === '') return null;
  const actorType = civilians ? 'group' : /^government of /i.test(name) ? 'government' : 'armed-group';
  const names = civilians ? CIVILIANS : [{ text: name || `UCDP actor ${number}` }];
  return { key, body: { actorType, names } };
}

/** `SOHR;VDC`: several offices in one cell, some in doubled quotes. */
function sourcesOf(offices: string): SourceDraft[] {
  const names = offices.split(';').map((name) => name.replace(/^[\s"]+|[\s"]+$/g, ''));
  const byKey = new Map(names.filter((name) => name !== '').map((name) => [categoryKey(name), name]));
  return [...byKey].map(([key, name]) => ({ key, actorType: 'organisation', names: [name], addresses: [] }));
}

function textField(field: string, text: string): Record<string, string> {
  return text.trim() === '' ? {} : { [field]: text };
}
