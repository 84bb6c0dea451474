import {
  codesByScheme,
  codesOf,
  isWithin,
  LEVELS,
  type LibraryQuery,
  parseQuery,
  periodOf,
  QUERY_FIELDS,
} from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { boxesAround, boxesOf } from '../record/areas.ts';
import { Invalid, type Session } from '../record/types.ts';
import { type Term, termsOf } from './library-words.ts';

const Given = Type.Optional(
  Type.Union([Type.String({ maxLength: 1000 }), Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 600 })]),
);

/** The parameters of a query, for the schemas of routes; `parseQuery` says what each may be. */
export const QUERY_PROPERTIES = Object.fromEntries(QUERY_FIELDS.map((field) => [field, Given])) as Record<
  (typeof QUERY_FIELDS)[number],
  typeof Given
>;

/**
 * The query of a request; `me` is whoever asks.
 *
 * @throws Invalid naming each field that is wrong
 */
export function queryOf(
  given: string | Readonly<Record<string, string | readonly string[] | undefined>>,
  session: Pick<Session, 'account'>,
): LibraryQuery {
  const { query, problems } = parseQuery(given);
  if (problems.length > 0) throw new Invalid([...problems]);
  return query.assigned === 'me' ? { ...query, assigned: session.account } : query;
}

interface CodesOfScheme {
  readonly scheme: string;
  readonly codes: readonly string[];
}

/** A query as `cairn.library_conditions` takes it. */
export interface Conditions {
  readonly kind: string;
  readonly compartment?: string;
  readonly terms?: readonly Term[];
  readonly from?: string;
  readonly to?: string;
  readonly boxes?: readonly string[];
  readonly near?: { latitude: number; longitude: number; metres: number; boxes: readonly string[] };
  readonly codes?: readonly CodesOfScheme[];
  /** Codes that one of the record's acts has. */
  readonly acts?: readonly CodesOfScheme[];
  readonly about?: string;
  readonly records?: readonly string[];
}

/** What a query asks of the database. */
export function conditionsOf(query: LibraryQuery): Conditions {
  const { kind, compartment, text, from, to, bbox, near, assigned, about, records } = query;
  const codes = [...codesByScheme(query)].map(([scheme, each]) => ({ scheme, codes: each }));
  if (assigned !== undefined) codes.push({ scheme: 'assigned', codes: [assigned] });
  const ofActs = actCodes(query);
  return {
    kind,
    ...(compartment === undefined ? {} : { compartment }),
    ...(text === undefined ? {} : { terms: termsOf(text) }),
    ...(from === undefined ? {} : { from: midnight(from) }),
    ...(to === undefined ? {} : { to: midnight(to) }),
    ...(bbox === undefined ? {} : { boxes: boxList(boxesOf([...bbox])) }),
    ...(near === undefined ? {} : { near: circleOf(near) }),
    ...(kind === 'incident' ? { codes, acts: ofActs } : { codes: [...codes, ...ofActs] }),
    ...(about === undefined ? {} : { about }),
    ...(records.length === 0 ? {} : { records }),
  };
}

/** When a day begins in the zone of those who work here. */
function midnight(day: string): string {
  return periodOf({ start: day, precision: 'day' }).start ?? '';
}

function actCodes({ act, level }: LibraryQuery): CodesOfScheme[] {
  const found: CodesOfScheme[] = [];
  if (act !== undefined) {
    const within = codesOf('act-type').filter((code) => isWithin('act-type', code, act));
    found.push({ scheme: 'act-type', codes: within.length === 0 ? [act] : within });
  }
  if (level !== undefined)
    found.push({ scheme: 'level', codes: LEVELS.filter((each) => each >= level).map((each) => String(each)) });
  return found;
}

function circleOf(near: NonNullable<LibraryQuery['near']>): NonNullable<Conditions['near']> {
  const { latitude, longitude, km } = near;
  return { latitude, longitude, metres: km * 1000, boxes: boxList(boxesAround(near)) };
}

/** The boxes of PostgreSQL's writing of an array of them. */
export function boxList(array: string): string[] {
  return array.slice(1, -1).split(';');
}
