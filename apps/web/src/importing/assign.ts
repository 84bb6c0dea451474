import type { ActorsFrom, CountFrom, TableMapping } from '@cairn/model';

/** What a column of a table can become. */
export const USES = [
  'none',
  'id',
  'title',
  'summary',
  'context',
  'date',
  'end',
  'latitude',
  'longitude',
  'point',
  'shape',
  'place',
  'killed',
  'injured',
  'detained',
  'missing',
  'act',
  'victims',
  'perpetrators',
  'sources',
  'tags',
  'code',
] as const;

export type Use = (typeof USES)[number];

type Incident = TableMapping['incident'];
const COUNTED = ['killed', 'injured', 'detained', 'missing'] as const;

/** What a column becomes under a mapping; `other` where the mapping uses it in a way that this list has not. */
export function purposeOf(mapping: TableMapping, column: string): Use | 'other' {
  const { id, incident, acts = [], actors = [], sources = [] } = mapping;
  const { title, summary, context, time, place, counts = [], tags = [], codes = [] } = incident;
  const has = (list: readonly string[] | undefined) => list?.includes(column) === true;
  if (id === column) return 'id';
  if (has(time?.columns)) return 'date';
  if (has(time?.end)) return 'end';
  if (place?.latitude === column) return 'latitude';
  if (place?.longitude === column) return 'longitude';
  if (place?.point === column) return 'point';
  if (place?.shape === column) return 'shape';
  const counted = counts.find(({ best }) => best === column)?.outcome;
  if (counted !== undefined) return COUNTED.find((each) => each === counted) ?? 'other';
  if (acts.some(({ type }) => 'column' in type && type.column === column)) return 'act';
  const actor = actors.find((each) => each.column === column);
  if (actor) return actor.role === 'victim-of' ? 'victims' : actor.role === 'perpetrator-of' ? 'perpetrators' : 'other';
  if (sources.some((each) => each.column === column)) return 'sources';
  if (tags.some((each) => each.column === column)) return 'tags';
  if (codes.some((each) => each.column === column)) return 'code';
  // A column may stand in the title as well; what else it is counts more.
  if (summary === column) return 'summary';
  if (context === column) return 'context';
  if (has(place?.name)) return 'place';
  if (title === column || (typeof title === 'object' && 'columns' in title && has(title.columns))) return 'title';
  return readsElsewhere(mapping, column) ? 'other' : 'none';
}

function readsElsewhere(mapping: TableMapping, column: string): boolean {
  const quoted = JSON.stringify(column);
  return JSON.stringify(mapping).includes(`:${quoted}`) || JSON.stringify(mapping).includes(`[${quoted}`);
}

/** The mapping with a column put to another use. */
export function assign(mapping: TableMapping, column: string, use: Use): TableMapping {
  const bare = without(mapping, column);
  const { incident } = bare;
  const set = (fields: Partial<Incident>): TableMapping => ({ ...bare, incident: { ...incident, ...fields } });
  switch (use) {
    case 'none':
      return bare;
    case 'id':
      return { ...bare, id: column };
    case 'title':
      return set({ title: column });
    case 'summary':
    case 'context':
      return set({ [use]: column });
    case 'date':
      return set({ time: { ...incident.time, columns: [...(incident.time?.columns ?? []), column] } });
    case 'end':
      return set({ time: { columns: incident.time?.columns ?? [column], ...incident.time, end: [column] } });
    case 'latitude':
    case 'longitude':
    case 'point':
    case 'shape':
      return set({ place: { ...incident.place, [use]: column } });
    case 'place':
      return set({ place: { ...incident.place, name: [...(incident.place?.name ?? []), column] } });
    case 'act':
      return { ...bare, acts: [...(bare.acts ?? []), { type: { column, values: {}, otherwise: 'unknown' } }] };
    case 'victims':
      return { ...bare, actors: [...(bare.actors ?? []), personsOf(column)] };
    case 'perpetrators':
      return {
        ...bare,
        actors: [...(bare.actors ?? []), { ...personsOf(column), role: 'perpetrator-of', actorType: 'organisation' }],
      };
    case 'sources':
      return { ...bare, sources: [...(bare.sources ?? []), { column, separators: [';', '\n'] }] };
    case 'tags':
      return set({ tags: [...(incident.tags ?? []), { column, separator: ',' }] });
    case 'code':
      return set({ codes: [...(incident.codes ?? []), { scheme: `${bare.name}:${schemeOf(column)}`, column }] });
    default:
      return set({ counts: [...(incident.counts ?? []), { outcome: use, best: column } as CountFrom] });
  }
}

/** What tables write where nobody is named; without it each would be a person of that name. */
const NOBODY = ['unknown', 'n/a', '-', '–', 'невідомо', 'невідомий', 'невідома', 'н/д', 'неизвестно'];

function personsOf(column: string): ActorsFrom {
  return { column, separators: [';', '\n'], role: 'victim-of', actorType: 'person', nobody: NOBODY };
}

function schemeOf(column: string): string {
  return column.trim().toLowerCase().replace(/\s+/g, '-').slice(0, 40);
}

/** The mapping without the column, wherever it stood; a title that is left without any stays as it was. */
function without(mapping: TableMapping, column: string): TableMapping {
  const { id, acts = [], actors = [], sources = [], incident, ...rest } = mapping;
  const left = <T extends { column?: string }>(list: readonly T[] | undefined) =>
    (list ?? []).filter((each) => each.column !== column);
  const kept = (list: readonly string[] | undefined) => (list ?? []).filter((each) => each !== column);
  const { summary, context, time, place, counts, tags, codes, ...more } = incident;
  const columns = kept(time?.columns);
  const end = kept(time?.end);
  const others = (acts ?? []).filter(({ type }) => !('column' in type && type.column === column));
  const next: Incident = {
    ...more,
    title: titleWithout(incident.title, column),
    ...(summary === undefined || summary === column ? {} : { summary }),
    ...(context === undefined || context === column ? {} : { context }),
    ...(time === undefined || columns.length === 0 ? {} : { time: withEnd({ ...time, columns }, end) }),
    ...filled('place', placeWithout(place, column)),
    ...list(
      'counts',
      (counts ?? []).filter(({ best }) => best !== column),
    ),
    ...list('tags', left(tags)),
    ...list('codes', left(codes)),
  };
  return {
    ...rest,
    ...(id === undefined || id === column ? {} : { id }),
    incident: next,
    ...list('acts', others),
    ...list('actors', left(actors)),
    ...list('sources', left(sources)),
  };
}

function titleWithout(title: Incident['title'], column: string): Incident['title'] {
  if (typeof title !== 'object' || !('columns' in title)) return title;
  const columns = title.columns.filter((each) => each !== column);
  return columns.length === 0 ? title : { ...title, columns };
}

function withEnd(time: NonNullable<Incident['time']>, end: readonly string[]): NonNullable<Incident['time']> {
  const { end: _, ...rest } = time;
  return end.length === 0 ? rest : { ...rest, end };
}

function placeWithout(place: Incident['place'], column: string): Incident['place'] | undefined {
  if (place === undefined) return undefined;
  const name = (place.name ?? []).filter((each) => each !== column);
  const { name: _, ...rest } = place;
  const left = Object.entries(rest).filter(([, value]) => value !== column);
  const next = { ...Object.fromEntries(left), ...(name.length === 0 ? {} : { name }) };
  return Object.keys(next).length === 0 ? undefined : next;
}

const list = <T>(key: string, values: readonly T[]) => (values.length === 0 ? {} : { [key]: values });
const filled = (key: string, value: unknown) => (value === undefined ? {} : { [key]: value });

/** The mapping with other settings for the actors of a column. */
export function withActors(mapping: TableMapping, column: string, change: Partial<ActorsFrom>): TableMapping {
  const actors = (mapping.actors ?? []).map((each) => (each.column === column ? { ...each, ...change } : each));
  return { ...mapping, actors };
}

/** The mapping in which a word of a column means a type of act; '' takes the word out. */
export function withMeaning(mapping: TableMapping, column: string, word: string, code: string): TableMapping {
  const acts = (mapping.acts ?? []).map((act) => {
    if (!('column' in act.type) || act.type.column !== column) return act;
    const { [word]: _, ...others } = act.type.values ?? {};
    return { ...act, type: { ...act.type, values: code === '' ? others : { ...others, [word]: code } } };
  });
  return { ...mapping, acts };
}

/** The names in a cell, cut as the mapping says. */
export function cut(cell: string, separators: readonly string[]): string[] {
  let parts = [cell];
  for (const separator of separators) parts = parts.flatMap((part) => part.split(separator));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
