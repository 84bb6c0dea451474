import type { Body, FieldSpec, Projection } from './kind.ts';
import { nameKeys } from './names/index.ts';
import { FIELD_CLASSES, type FieldClass, levelOfField, type Sensitivity } from './sensitivity.ts';
import type { Coding } from './values/coding.ts';
import type { Count } from './values/count.ts';
import { type CustomValues, customCodes, customTexts } from './values/custom.ts';
import { coverOf, type FuzzyPlace, placeCodes, spotOf } from './values/fuzzy-place.ts';
import { type FuzzyTime, periodOf } from './values/fuzzy-time.ts';
import type { Harm } from './values/harm.ts';
import { type Provenance, provenanceTarget } from './values/provenance.ts';

type Fields = Readonly<Record<string, FieldSpec>>;

/** Makes the function that gives the rows that follow from the fields' meanings; a kind adds what is peculiar to it. */
export function fieldProjector(fields: Fields): (body: Body) => Projection {
  const entries = Object.entries(fields);
  return (body) => {
    const sensitivity = body.sensitivity as Sensitivity | undefined;
    const bodies: Partial<Record<FieldClass, Body>> = {};
    const words: Partial<Record<FieldClass, string[]>> = {};
    const rows = emptyProjection();
    const covers: Projection['points'] = [];
    for (const [field, spec] of entries) {
      const value = body[field];
      if (value === undefined) continue;
      const level = levelOfField(spec.class, sensitivity);
      bodies[level] ??= {};
      bodies[level][field] = value;
      if (spec.as !== undefined) addRows(rows, spec, level, value);
      for (const place of placesIn(spec, value)) covers.push(...coverOf(place).map((spot) => ({ level, ...spot })));
      if (spec.search === true && mayBeSearched(level)) {
        words[level] ??= [];
        words[level].push(...textOf(value, spec));
      }
    }
    for (const level of FIELD_CLASSES) {
      const part = bodies[level];
      if (part !== undefined) rows.bodies.push({ level, body: part });
      const text = words[level]?.filter((each) => each.trim() !== '') ?? [];
      if (text.length > 0) rows.words.push({ level: level as Sensitivity, text: text.join('\n') });
    }
    // Behind all places, so that the first point is still that of the first place.
    rows.points.push(...evenly(covers, Math.min(MOST_COVERS, mostBeside(rows.periods.length))));
    if (body.external !== undefined) rows.externals.push({ ...(body.external as Projection['externals'][number]) });
    rows.codes = distinct(rows.codes, ({ level, scheme, code }) => `${level} ${scheme} ${code}`);
    rows.refs = distinct(rows.refs, (id) => id);
    return rows;
  };
}

function emptyProjection(): Projection {
  return {
    ...{ bodies: [], words: [], periods: [], points: [], codes: [] },
    ...{ names: [], counts: [], externals: [], links: [], refs: [] },
  };
}

/** What is sealed or identifies a person stands in no index. */
function mayBeSearched(level: FieldClass): level is Sensitivity {
  return level !== 'identity' && level !== 'sealed';
}

function addRows(rows: Projection, spec: FieldSpec, level: FieldClass, value: unknown): void {
  switch (spec.as) {
    case 'time':
      addPeriod(rows, level, value as FuzzyTime);
      return;
    case 'place':
      addPoint(rows, level, value as FuzzyPlace);
      return;
    case 'times':
      for (const each of value as FuzzyTime[]) addPeriod(rows, level, each);
      return;
    case 'places':
      for (const each of value as FuzzyPlace[]) addPoint(rows, level, each);
      return;
    case 'counts':
      for (const { outcome, group, count } of value as Harm[]) {
        if ((count.high ?? count.best ?? count.low) !== 0) rows.codes.push({ level, scheme: 'outcome', code: outcome });
        rows.counts.push(countRow(level, outcome, group, count));
      }
      return;
    case 'names':
      // What is sealed or identifies a person stands in no index.
      if (mayBeSearched(level))
        for (const { text } of value as { text: string }[]) rows.names.push({ level, name: text, ...nameKeys(text) });
      return;
    case 'level':
      rows.codes.push({ level, scheme: 'level', code: String(value) });
      return;
    case 'code':
      rows.codes.push({ level, scheme: spec.scheme ?? '', code: String(value) });
      return;
    case 'coding':
      addCodings(rows, level, [value as Coding]);
      return;
    case 'codings':
      addCodings(rows, level, value as Coding[]);
      return;
    case 'basis':
      rows.refs.push(...(value as Provenance[]).map(provenanceTarget).filter((id) => id !== undefined));
      return;
    case 'ref':
      rows.refs.push(value as string);
      return;
    case 'batch':
      rows.refs.push(value as string);
      rows.codes.push({ level, scheme: 'batch', code: value as string });
      return;
    case 'date':
      rows.codes.push({ level, scheme: spec.scheme ?? '', code: value as string });
      return;
    case 'accounts':
      for (const code of value as string[]) rows.codes.push({ level, scheme: spec.scheme ?? '', code });
      return;
    case 'tags':
      for (const code of value as string[]) rows.codes.push({ level, scheme: 'tag', code });
      return;
    case 'custom':
      for (const { scheme, code } of customCodes(value as CustomValues)) rows.codes.push({ level, scheme, code });
      return;
  }
}

function addPeriod(rows: Projection, level: FieldClass, time: FuzzyTime): void {
  const { start, end } = periodOf(time);
  if (start !== null || end !== null) rows.periods.push({ level, start, end });
}

function addPoint(rows: Projection, level: FieldClass, place: FuzzyPlace): void {
  for (const { scheme, code } of placeCodes(place)) rows.codes.push({ level, scheme, code });
  const spot = spotOf(place);
  if (spot !== null) rows.points.push({ level, ...spot });
}

/** So many points beside those of its places a record leaves at most, however many shapes it has. */
const MOST_COVERS = 450;

/** Each period is kept with each point: so many of these pairs come of shapes at most, or a small record would fill a disk. */
const MOST_SCENES = 10_000;

function mostBeside(periods: number): number {
  return Math.floor(MOST_SCENES / Math.max(1, periods));
}

/** Of too many every so manieth; each stands for those left out beside it. */
function evenly(points: Projection['points'], most: number): Projection['points'] {
  const step = Math.ceil(points.length / most);
  if (step < 2) return points;
  return points
    .filter((_, n) => n % step === 0)
    .map((point) => ({ ...point, radius: point.radius === null ? null : point.radius * step }));
}

function placesIn(spec: FieldSpec, value: unknown): FuzzyPlace[] {
  return spec.as === 'place' ? [value as FuzzyPlace] : spec.as === 'places' ? (value as FuzzyPlace[]) : [];
}

function addCodings(rows: Projection, level: FieldClass, codings: Coding[]): void {
  for (const { scheme, code } of codings) rows.codes.push({ level, scheme, code });
}

function countRow(
  level: FieldClass,
  outcome: string,
  group: Coding | undefined,
  { unit, low, best, high }: Count,
): Projection['counts'][number] {
  return { level, outcome, group: group?.code ?? null, unit, low: low ?? null, best: best ?? null, high: high ?? null };
}

/** The searchable text of a field: itself, a place's names, the spellings of a name. Labels of codes change and are left out. */
function textOf(value: unknown, spec: FieldSpec): string[] {
  if (typeof value === 'string') return [value];
  if (spec.as === 'place' || spec.as === 'places')
    return placesIn(spec, value).flatMap(({ name }) => Object.values(name ?? {}));
  if (spec.as === 'custom') return customTexts(value as CustomValues);
  if (spec.as === 'tags') return value as string[];
  if (spec.as === 'names') return (value as { text: string }[]).map(({ text }) => text);
  return [];
}

function distinct<T>(rows: T[], key: (row: T) => string): T[] {
  return rows.length < 2 ? rows : [...new Map(rows.map((row) => [key(row), row])).values()];
}
