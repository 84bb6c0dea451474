import { type Problem, problem } from './problem.ts';
import type { QueryField } from './query-fields.ts';
import { isWithinGlobe, numberList } from './query-numbers.ts';
import { LEVELS, type Level } from './values/level.ts';
import { isRecordId, LONGEST_CODE } from './values/text.ts';
import { findTerm } from './vocabularies/registry.ts';

/** The kinds that have a table in the library. */
export const LIBRARY_KINDS = ['incident', 'act', 'actor', 'item', 'statement'] as const;
export type LibraryKind = (typeof LIBRARY_KINDS)[number];

/** `-changed`: newest change first. `when`: by the start of the earliest period; what has none comes last. */
export const LIBRARY_SORTS = ['-changed', '-when', 'when', 'reference'] as const;
export type LibrarySort = (typeof LIBRARY_SORTS)[number];

/** A code of a scheme, as filters, facets and tags name it. */
export interface QueryCode {
  readonly scheme: string;
  readonly code: string;
}

/**
 * What is looked for in the library, on the map, in figures and in exports. Everything given must hold; of several codes of
 * one scheme one is enough. Tags, batches and stages are codes of the schemes `tag`, `batch` and `incident-status`.
 */
export interface LibraryQuery {
  readonly kind: LibraryKind;
  /** Id of a compartment; without it, all of the reader's. */
  readonly compartment?: string;
  readonly text?: string;
  /** Days (YYYY-MM-DD), from midnight in {@link DEFAULT_ZONE}, half-open: `to` itself is not in it. */
  readonly from?: string;
  readonly to?: string;
  /** West, south, east, north in degrees; west beyond east crosses the antimeridian. */
  readonly bbox?: readonly [west: number, south: number, east: number, north: number];
  readonly near?: { readonly latitude: number; readonly longitude: number; readonly km: number };
  readonly codes: readonly QueryCode[];
  /** A code of `act-type`: incidents with an act of that type or a narrower one, acts of it. */
  readonly act?: string;
  /** Id of an account, or `me`. */
  readonly assigned?: string;
  /** At least this level of proof; of an incident, of one of its acts. */
  readonly level?: Level;
  /** Id of a record that what is found names: acts of an incident, statements about it. */
  readonly about?: string;
  /** These records alone, by id. */
  readonly records: readonly string[];
  readonly sort: LibrarySort;
}

/** Most characters of `text`, most codes, most records. */
export const QUERY_LIMITS = { text: 500, codes: 50, records: 500 } as const;

/** Fields that are another way to write a code of a scheme. */
const CODE_FIELDS = { tag: 'tag', batch: 'batch', status: 'incident-status' } as const;

/** A query that finds every record of a kind. */
export function emptyQuery(kind: LibraryKind = 'incident'): LibraryQuery {
  return { kind, codes: [], records: [], sort: '-changed' };
}

/** A parsed query; fields with a problem are left out of it. `path` of a problem is `/` and the name of the field. */
export interface ParsedQuery {
  readonly query: LibraryQuery;
  readonly problems: readonly Problem[];
}

/**
 * Reads a query string (with or without `?`), or parameters by name; several values of one as an array. Unknown names are
 * passed over. The query is canonical: two strings that mean the same give the same.
 *
 * @example
 * parseQuery('text=школа&from=2031-03-01&code=method:drone').query
 */
export function parseQuery(
  given: string | Readonly<Record<string, string | readonly string[] | undefined>>,
): ParsedQuery {
  return new Reading(typeof given === 'string' ? pairsOf(given) : Object.entries(given)).result();
}

/** The query as a query string without `?`, in canonical order; empty for every incident. What `parseQuery` gives comes back. */
export function printQuery(query: LibraryQuery): string {
  return queryPairs(query)
    .map(([name, value]) => `${name}=${encodePart(value)}`)
    .join('&');
}

/** The parameters of a query in canonical order, without those that say nothing. */
export function queryPairs(query: LibraryQuery): [QueryField, string][] {
  const pairs: [QueryField, string | undefined][] = [
    ['kind', query.kind === 'incident' ? undefined : query.kind],
    ['compartment', query.compartment],
    ['text', query.text],
    ['from', query.from],
    ['to', query.to],
    ['bbox', query.bbox?.join(',')],
    ['near', query.near && [query.near.latitude, query.near.longitude, query.near.km].join(',')],
    ...sortedCodes(query.codes).map(codePair),
    ['act', query.act],
    ['assigned', query.assigned],
    ['level', query.level === undefined ? undefined : String(query.level)],
    ['about', query.about],
    ...[...new Set(query.records)].sort().map((id): [QueryField, string] => ['record', id]),
    ['sort', query.sort === '-changed' ? undefined : query.sort],
  ];
  return pairs.filter((pair): pair is [QueryField, string] => pair[1] !== undefined);
}

/** Codes by scheme: one of each list must hold. */
export function codesByScheme(query: LibraryQuery): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { scheme, code } of sortedCodes(query.codes)) found.set(scheme, [...(found.get(scheme) ?? []), code]);
  return found;
}

/** The codes of one scheme that a query asks for: `tagsOf = codesIn(query, 'tag')`. */
export function codesIn(query: LibraryQuery, scheme: string): string[] {
  return query.codes.filter((each) => each.scheme === scheme).map(({ code }) => code);
}

/** The query with other codes of one scheme; with none, without them. */
export function withCodes(query: LibraryQuery, scheme: string, codes: readonly string[]): LibraryQuery {
  const others = query.codes.filter((each) => each.scheme !== scheme);
  return { ...query, codes: sortedCodes([...others, ...codes.map((code) => ({ scheme, code }))]) };
}

/** Whether nothing narrows the query but kind, compartment and codes: then counters answer for it. */
export function isPlain(query: LibraryQuery): boolean {
  const { kind, compartment, codes, sort, records, ...others } = query;
  return records.length === 0 && Object.values(others).every((value) => value === undefined);
}

function codePair({ scheme, code }: QueryCode): [QueryField, string] {
  if (scheme === 'tag' || scheme === 'batch') return [scheme, code];
  return scheme === 'incident-status' ? ['status', code] : ['code', `${scheme}:${code}`];
}

function sortedCodes(codes: readonly QueryCode[]): QueryCode[] {
  const keyed = codes.map((each) => [`${each.scheme}\0${each.code}`, each] as const);
  return [...new Map(keyed)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, each]) => each);
}

/** Leaves legible what may stand in a query unescaped (RFC 3986, section 3.4), and letters of every script to the browser. */
function encodePart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(/%(3A|2C|2F)/g, (part) => decodeURIComponent(part));
}

function pairsOf(text: string): [string, string][] {
  const parts = text
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '');
  return parts.map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [decodePart(part), ''] : [decodePart(part.slice(0, at)), decodePart(part.slice(at + 1))];
  });
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

class Reading {
  readonly #values = new Map<string, string[]>();
  readonly #problems: Problem[] = [];

  constructor(pairs: readonly (readonly [string, string | readonly string[] | undefined])[]) {
    for (const [name, given] of pairs) {
      const values = (typeof given === 'string' ? [given] : [...(given ?? [])])
        .map(clean)
        .filter((each) => each !== '');
      if (values.length > 0) this.#values.set(name, [...(this.#values.get(name) ?? []), ...values]);
    }
  }

  result(): ParsedQuery {
    const [from, to] = this.#days();
    const query = {
      kind:
        this.#one('kind', (text) => LIBRARY_KINDS.find((kind) => kind === text), 'is no kind of the library') ??
        'incident',
      compartment: this.#one('compartment', id, 'is no id of a compartment'),
      text: this.#one(
        'text',
        (text) => (text.length <= QUERY_LIMITS.text ? text : undefined),
        `has more than ${QUERY_LIMITS.text} characters`,
      ),
      from,
      to,
      bbox: this.#one('bbox', box, 'is not west,south,east,north in degrees with south below north'),
      near: this.#one('near', circle, 'is not latitude,longitude,kilometres with a radius of 0 to 1000 km'),
      codes: this.#codes(),
      act: this.#one('act', (code) => findTerm('act-type', code)?.code ?? own(code), 'is no type of act'),
      assigned: this.#one(
        'assigned',
        (text) => (text === 'me' ? text : id(text)),
        'is neither "me" nor the id of an account',
      ),
      level: this.#one('level', (text) => LEVELS.find((level) => String(level) === text), 'is no level of proof'),
      about: this.#one('about', id, 'is no id of a record'),
      records: this.#records(),
      sort:
        this.#one('sort', (text) => LIBRARY_SORTS.find((sort) => sort === text), 'is no order of the library') ??
        '-changed',
    };
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    return { query: Object.fromEntries(given) as unknown as LibraryQuery, problems: this.#problems };
  }

  #one<T>(field: QueryField, read: (text: string) => T | undefined, wrong: string): T | undefined {
    const [text, ...more] = this.#values.get(field) ?? [];
    if (text === undefined) return undefined;
    const value = more.some((each) => each !== text) ? undefined : read(text);
    if (value === undefined) this.#refuse(field, more.length > 0 ? 'is given more than once' : wrong);
    return value;
  }

  #days(): [string | undefined, string | undefined] {
    const from = this.#one('from', day, 'is no date of the calendar (YYYY-MM-DD)');
    const to = this.#one('to', day, 'is no date of the calendar (YYYY-MM-DD)');
    if (from === undefined || to === undefined || from <= to) return [from, to];
    this.#refuse('to', 'lies before from');
    return [from, undefined];
  }

  #codes(): QueryCode[] {
    const codes: QueryCode[] = [];
    for (const text of this.#values.get('code') ?? []) {
      // A scheme of the team's own fields holds a colon itself: custom:weather:rain.
      const at = text.startsWith('custom:') ? text.indexOf(':', 'custom:'.length) : text.indexOf(':');
      if (at < 1 || at === text.length - 1 || text.length > 2 * LONGEST_CODE)
        this.#refuse('code', 'is not scheme:code');
      else codes.push({ scheme: text.slice(0, at), code: text.slice(at + 1) });
    }
    for (const [field, scheme] of Object.entries(CODE_FIELDS))
      for (const code of this.#values.get(field) ?? [])
        if (code.length > LONGEST_CODE || (field === 'batch' && id(code) === undefined))
          this.#refuse(field as QueryField, 'is no code');
        else codes.push({ scheme, code });
    const sorted = sortedCodes(codes);
    if (sorted.length > QUERY_LIMITS.codes) this.#refuse('code', `is given more than ${QUERY_LIMITS.codes} times`);
    return sorted.slice(0, QUERY_LIMITS.codes);
  }

  #records(): string[] {
    const given = [...new Set(this.#values.get('record') ?? [])].map((text) => text.toLowerCase()).sort();
    if (given.some((text) => !isRecordId(text))) this.#refuse('record', 'is no id of a record');
    if (given.length > QUERY_LIMITS.records) this.#refuse('record', `is given more than ${QUERY_LIMITS.records} times`);
    return given.filter(isRecordId).slice(0, QUERY_LIMITS.records);
  }

  #refuse(field: QueryField, message: string): void {
    this.#problems.push(problem(`/${field}`, 'query', message));
  }
}

/** Without control characters, which no index and no log can hold, and without blanks around. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();
}

function id(text: string): string | undefined {
  const lower = text.toLowerCase();
  return isRecordId(lower) ? lower : undefined;
}

/** Codes that an organisation added begin so; the server knows them. */
function own(code: string): string | undefined {
  return code.startsWith('own-') && code.length <= LONGEST_CODE ? code : undefined;
}

function day(text: string): string | undefined {
  const time = new Date(`${text}T00:00:00Z`);
  const exists = DAY.test(text) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
  return exists && !text.startsWith('0000') ? text : undefined;
}

function box(text: string): readonly [number, number, number, number] | undefined {
  const numbers = numberList(text, 4);
  if (numbers === null) return undefined;
  const [west, south, east, north] = numbers as [number, number, number, number];
  return isWithinGlobe(south, west) && isWithinGlobe(north, east) && south <= north
    ? [west, south, east, north]
    : undefined;
}

function circle(text: string): LibraryQuery['near'] {
  const numbers = numberList(text, 3);
  if (numbers === null) return undefined;
  const [latitude, longitude, km] = numbers as [number, number, number];
  return isWithinGlobe(latitude, longitude) && km > 0 && km <= 1000 ? { latitude, longitude, km } : undefined;
}
