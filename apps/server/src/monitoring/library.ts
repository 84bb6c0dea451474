import { isPlain, type LibraryKind, type LibraryQuery } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { decodeCursor, encodeCursor } from '../record/cursor.ts';
import { Invalid, type Queries, type RecordRow, type Session, withSession } from '../record/index.ts';
import { isInstant } from '../record/query.ts';
import { listedBody, listedFields } from './library-fields.ts';
import { type Conditions, conditionsOf } from './library-query.ts';
import {
  type After,
  codesOfFound,
  counted,
  type Found,
  foundIds,
  listedRecords,
  type Sorting,
} from './library-store.ts';

/** A page of the library. */
export interface LibraryPage {
  readonly records: RecordRow[];
  readonly next: string | null;
  /** How many the query finds; not exact beyond what is counted. */
  readonly total: { n: number; exact: boolean };
}

/** So many records are counted one by one. */
const COUNTED = 1000;
/** Of so many records the codes are counted one by one. */
const CODED = 2000;

/**
 * One page of what a query finds, in its order.
 *
 * @throws Invalid for a cursor of another order, or none
 */
export function library(
  instance: Instance,
  session: Session,
  query: LibraryQuery,
  { cursor, limit = 50 }: { cursor?: string; limit?: number } = {},
): Promise<LibraryPage> {
  const from = cursor === undefined ? null : afterOf(query, cursor);
  return withSession(instance, session, async (db) => {
    const { total, conditions } = await countFirst(db, session, query);
    const found = await pageOf(db, session, { conditions, sort: query.sort, from, most: limit + 1 });
    const shown = found.slice(0, limit);
    const ids = shown.map(({ id }) => id);
    const records = await listedRecords(db, session.secret, ids, listedFields(query.kind));
    const last = shown.at(-1);
    const next = found.length > limit && last !== undefined ? cursorOf(query, last) : null;
    return { records: records.map((record) => ({ ...record, body: listedBody(record.body) })), next, total };
  });
}

/**
 * How many there are: from counters, or by finding them. Few that were found narrow the query that puts them in order, so that
 * what is rare is looked for once.
 */
async function countFirst(
  db: Queries,
  { secret }: Session,
  query: LibraryQuery,
): Promise<{ total: LibraryPage['total']; conditions: Conditions }> {
  const conditions = conditionsOf(query);
  const known = await countedTotal(db, secret, query);
  if (known !== null) return { total: { n: known, exact: true }, conditions };
  const found = await foundIds(db, secret, { conditions, sorting: 'any', after: null, most: COUNTED + 1 });
  if (found.length > COUNTED) return { total: { n: COUNTED, exact: false }, conditions };
  const { kind, compartment } = conditions;
  const narrow = { kind, ...(compartment === undefined ? {} : { compartment }), records: found.map(({ id }) => id) };
  return { total: { n: found.length, exact: true }, conditions: narrow };
}

/** The number that counters have for a query; null for one that they do not answer. */
export async function countedTotal(db: Queries, secret: string, query: LibraryQuery): Promise<number | null> {
  if (!isPlain(query) || query.codes.length > 1) return null;
  const { kind, compartment: within = null, codes } = query;
  const [only] = codes;
  if (only?.scheme === 'sha256') return null;
  const rows = await counted(db, secret, {
    ...{ what: only === undefined ? 'kind' : 'code', kind, within },
    ...(only === undefined ? {} : { schemes: [only.scheme], code: only.code }),
  });
  return rows.reduce((sum, { n }) => sum + n, 0);
}

interface PageAsked {
  readonly conditions: Conditions;
  readonly sort: LibraryQuery['sort'];
  readonly from: { sorting: Sorting; after: After } | null;
  readonly most: number;
}

/** What has no period comes behind what has one, newest change first. */
async function pageOf(db: Queries, { secret }: Session, { conditions, sort, from, most }: PageAsked): Promise<Found[]> {
  const after = from?.after ?? null;
  if (from?.sorting === 'undated') return foundIds(db, secret, { conditions, sorting: 'undated', after, most });
  const found = await foundIds(db, secret, { conditions, sorting: sort, after, most });
  if (found.length >= most || (sort !== 'when' && sort !== '-when')) return found;
  const rest = { conditions, sorting: 'undated', after: null, most: most - found.length } as const;
  return [...found, ...(await foundIds(db, secret, rest))];
}

function cursorOf({ sort }: LibraryQuery, { id, starting, at, reference }: Found): string {
  if (sort === 'reference') return encodeCursor([sort, sort, reference, id]);
  if (sort === '-changed') return encodeCursor([sort, sort, at.toISOString(), id]);
  if (starting === null) return encodeCursor([sort, 'undated', at.toISOString(), id]);
  return encodeCursor([sort, sort, starting.toISOString(), id]);
}

/** KHA-000217; nothing that a statement's pattern could take for one of its marks. */
const REFERENCE = /^[^<\0]{1,100}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function afterOf({ sort }: LibraryQuery, cursor: string): { sorting: Sorting; after: After } {
  const [made, sorting, key, id] = decodeCursor(cursor);
  const known = sorting === sort || (sorting === 'undated' && sort.endsWith('when'));
  const wrong = made !== sort || !known || typeof id !== 'string' || !UUID.test(id) || typeof key !== 'string';
  if (wrong || !(sorting === 'reference' ? REFERENCE.test(key) : isInstant(key)))
    throw new Invalid([{ path: '/cursor', code: 'cursor', message: 'is not a cursor of this order' }]);
  if (sorting === 'reference') return { sorting, after: { id, reference: key } };
  if (sorting === 'when' || sorting === '-when') return { sorting, after: { id, starting: key } };
  return { sorting: sorting as Sorting, after: { id, at: key } };
}

/** The codes of one scheme among what a query finds. */
export interface Facet {
  readonly scheme: string;
  /** The plural of the kind: what `n` counts. */
  readonly unit: string;
  readonly exact: boolean;
  readonly codes: { code: string; n: number }[];
}

/** Most codes of one facet. */
const SHOWN = 200;

const UNITS: Readonly<Record<LibraryKind, string>> = {
  incident: 'incidents',
  act: 'acts',
  actor: 'actors',
  item: 'items',
  statement: 'statements',
};

/**
 * How many of what a query finds have each code of some schemes. Codes of the same scheme in the query do not narrow its own
 * facet, so that the others can be chosen beside them.
 */
export function facets(
  instance: Instance,
  session: Session,
  query: LibraryQuery,
  schemes: readonly string[],
): Promise<Facet[]> {
  return withSession(instance, session, async (db) => {
    const found: Facet[] = [];
    // Those that the query does not choose from are counted together.
    const chosen = schemes.filter((scheme) => isChosen(query, scheme));
    const others = schemes.filter((scheme) => !chosen.includes(scheme));
    for (const together of [
      others.filter((scheme) => !isOfActs(query, scheme)),
      others.filter((scheme) => isOfActs(query, scheme)),
    ])
      if (together.length > 0) found.push(...(await facetsOf(db, session, query, together)));
    for (const scheme of chosen) found.push(...(await facetsOf(db, session, without(query, scheme), [scheme])));
    return schemes.flatMap((scheme) => found.filter((facet) => facet.scheme === scheme));
  });
}

/** Codes that acts have and incidents do not: of incidents, their acts are counted. */
const OF_ACTS = ['act-type', 'method', 'object'];

function isOfActs({ kind }: LibraryQuery, scheme: string): boolean {
  return kind === 'incident' && OF_ACTS.includes(scheme);
}

function isChosen(query: LibraryQuery, scheme: string): boolean {
  return query.codes.some((code) => code.scheme === scheme) || (scheme === 'act-type' && query.act !== undefined);
}

function without(query: LibraryQuery, scheme: string): LibraryQuery {
  const { act, codes, ...rest } = query;
  const kept = scheme === 'act-type' || act === undefined ? {} : { act };
  return { ...rest, ...kept, codes: codes.filter((code) => code.scheme !== scheme) };
}

/** Facets of one query; either all are codes of the records themselves, or all those of their acts. */
async function facetsOf(
  db: Queries,
  { secret }: Session,
  query: LibraryQuery,
  schemes: readonly string[],
): Promise<Facet[]> {
  const plain = isPlain(query) && query.codes.length === 0 && !schemes.includes('sha256');
  const { compartment: within = null } = query;
  const ofActs = schemes.some((scheme) => isOfActs(query, scheme));
  const kind = ofActs ? 'act' : query.kind;
  const { codes, looked } = plain
    ? { codes: await counted(db, secret, { what: 'code', kind, within, schemes }), looked: 0 }
    : await codesOfFound(db, secret, { conditions: conditionsOf(query), schemes, most: CODED, ofActs });
  return schemes.map((scheme) => ({
    scheme,
    unit: UNITS[kind],
    exact: looked < CODED,
    codes: codes
      .filter((each) => each.scheme === scheme)
      .map(({ code, n }) => ({ code, n }))
      .sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1))
      .slice(0, SHOWN),
  }));
}
