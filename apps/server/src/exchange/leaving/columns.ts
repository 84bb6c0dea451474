import {
  type Body,
  type Coding,
  type Count,
  describePlace,
  describeTime,
  type FieldSpec,
  type FuzzyPlace,
  type FuzzyTime,
  findTerm,
  type Harm,
  KINDS,
  type KindName,
  periodOf,
  shapeOf,
  spotOf,
  timeProblems,
  type WordLanguage,
  wktOf,
} from '@cairn/model';

/** What stands in a cell. A number is written as a number, everything else as text. */
export type Cell = string | number | null;

/** One column of a table, with what it holds in words. */
export interface Column {
  readonly name: string;
  readonly meaning: string;
}

/** Fields that are for work within the team and tell a reader elsewhere nothing. */
const LEFT_OUT: readonly string[] = ['sensitivity', 'external', 'flags', 'batch', 'assigned', 'due', 'embedded'];

/** The columns of one field, and what it puts into them. */
interface FieldColumns {
  readonly columns: readonly Column[];
  cells(value: unknown, language: WordLanguage): Cell[];
}

/** The columns of a kind's fields, in the order of its definition. */
export class KindColumns {
  readonly columns: readonly Column[];
  readonly #fields: readonly (readonly [string, FieldColumns])[];

  constructor(kind: KindName) {
    const fields = Object.entries(KINDS[kind].fields as Readonly<Record<string, FieldSpec>>);
    this.#fields = fields
      .filter(([name]) => !LEFT_OUT.includes(name))
      .map(([name, spec]) => [name, columnsOf(name, spec)]);
    this.columns = this.#fields.flatMap(([, { columns }]) => columns);
  }

  cells(body: Body, language: WordLanguage): Cell[] {
    return this.#fields.flatMap(([name, { columns, cells }]) =>
      body[name] === undefined ? columns.map(() => null) : cells(body[name], language),
    );
  }
}

function columnsOf(name: string, { as, scheme }: FieldSpec): FieldColumns {
  switch (as) {
    case 'time':
      return TIME(name);
    case 'place':
      return PLACE(name);
    case 'code':
      return coded(name, (value) => ({ scheme: scheme ?? '', code: String(value) }));
    case 'coding':
      return coded(name, (value) => value as Coding);
    case 'codings':
      return listed(name, 'codes as scheme:code', (value) =>
        (value as Coding[]).map((each) => `${each.scheme}:${each.code}`),
      );
    case 'counts':
      return listed(name, 'figures in words; the table "counts" has them as numbers', (value, language) =>
        (value as Harm[]).map(({ outcome, count }) => `${labelOf('outcome', outcome, language)}: ${rangeOf(count)}`),
      );
    case 'names':
      return listed(name, 'names', (value) => (value as { text: string }[]).map(({ text }) => text));
    case 'times':
      return listed(name, 'further times', (value, language) =>
        (value as FuzzyTime[]).map((each) => describeTime(each, language)),
      );
    case 'places':
      return listed(name, 'further places', (value, language) =>
        (value as FuzzyPlace[]).map((each) => describePlace(each, language)),
      );
    default:
      return name === 'level' ? LEVEL : plain(name);
  }
}

function TIME(name: string): FieldColumns {
  return {
    columns: [
      { name: `${name}_text`, meaning: 'the time in words, as exactly as it is known' },
      { name: `${name}_from`, meaning: 'first moment at which it may have been, UTC' },
      { name: `${name}_to`, meaning: 'first moment after the last at which it may have been, UTC' },
      { name: `${name}_precision`, meaning: 'how exactly the time is known' },
      { name: `${name}_as_stated`, meaning: 'the time as the source gave it' },
    ],
    cells: (value, language) => {
      const time = value as FuzzyTime;
      const { start, end } = timeProblems(time, '').length > 0 ? { start: null, end: null } : periodOf(time);
      return [describeTime(time, language), start, end, time.precision, time.asStated ?? null];
    },
  };
}

function PLACE(name: string): FieldColumns {
  return {
    columns: [
      { name: `${name}_text`, meaning: 'the place in words' },
      {
        name: `${name}_latitude`,
        meaning: 'degrees WGS 84; the middle of the circle in which it lies; of a shape a point on or in it',
      },
      { name: `${name}_longitude`, meaning: 'degrees WGS 84' },
      { name: `${name}_radius_m`, meaning: 'metres; the place lies within this circle. Empty: no circle can be drawn' },
      { name: `${name}_precision`, meaning: 'how exactly the place is known' },
      { name: `${name}_shape`, meaning: 'the line or area as well-known text, degrees WGS 84, longitude first' },
      { name: `${name}_admin_codes`, meaning: 'codes of administrative units as system:code' },
    ],
    cells: (value, language) => {
      const place = value as FuzzyPlace;
      const codes = (place.adminCodes ?? []).map(({ system, code }) => `${system}:${code}`).join('; ');
      const { latitude = null, longitude = null, radius = null } = spotOf(place) ?? {};
      const shape = shapeOf(place);
      const drawn = shape === undefined ? null : wktOf(shape);
      return [describePlace(place, language), latitude, longitude, radius, place.precision, drawn, codes || null];
    },
  };
}

function coded(name: string, read: (value: unknown) => Pick<Coding, 'scheme' | 'code' | 'asStated'>): FieldColumns {
  return {
    columns: [
      { name, meaning: 'code' },
      { name: `${name}_label`, meaning: 'the code in words' },
    ],
    cells: (value, language) => {
      const { scheme, code, asStated } = read(value);
      return [code, asStated ?? labelOf(scheme, code, language)];
    },
  };
}

function listed(
  name: string,
  meaning: string,
  read: (value: unknown, language: WordLanguage) => readonly string[],
): FieldColumns {
  return { columns: [{ name, meaning }], cells: (value, language) => [read(value, language).join('; ')] };
}

const LEVEL: FieldColumns = {
  columns: [
    { name: 'level', meaning: 'level of proof, 0 to 6' },
    { name: 'level_words', meaning: 'the level of proof in words' },
  ],
  cells: (value, language) => [Number(value), labelOf('proof-level', String(value), language)],
};

function plain(name: string): FieldColumns {
  return { columns: [{ name, meaning: '' }], cells: (value) => [plainCell(value)] };
}

/** A value as one cell; what is put together of several is JSON. */
export function plainCell(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join('; ');
  return JSON.stringify(value);
}

/** A code in words; of one that nobody knows here, the code. */
export function labelOf(scheme: string, code: string, language: WordLanguage): string {
  return findTerm(scheme, code)?.label[language] ?? code;
}

function rangeOf({ low, best, high, unit }: Count): string {
  const given = [low, best, high].filter((each) => each !== undefined);
  const range =
    low !== undefined && high !== undefined && low !== high ? `${low}–${high}` : String(best ?? given[0] ?? '?');
  return `${range} ${unit}`;
}
