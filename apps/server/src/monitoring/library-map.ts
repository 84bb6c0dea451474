import { DEFAULT_ZONE, isPlain, type LibraryQuery, type PlaceShape } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { boxesOf } from '../record/areas.ts';
import { type Queries, type Session, withSession } from '../record/index.ts';
import { countedTotal } from './library.ts';
import { type Conditions, conditionsOf } from './library-query.ts';
import { placesShown } from './library-shapes.ts';
import {
  barsOfFound,
  type Cell,
  cellsOfFound,
  counted,
  countedCells,
  describedRecords,
  placesOfFound,
} from './library-store.ts';

/** From this zoom of the map on (web maps count it) single places are shown, below it squares with their numbers. */
export const SINGLE_FROM = 8;
/** Places that one answer has at most. */
const MOST_PLACES = 1000;
/** Points that one answer is made of at most. */
const MOST_LOOKED = 12_000;
/** So many records are put into squares where no counter answers. */
const PLACED = 2_000;
/** Of a period alone they lie beside each other, and so many are read as fast. */
const PLACED_IN_TIME = 50_000;
/** So many records are put into bars where no counter answers. */
const BARRED = 50_000;

/** One place of one record. */
export interface MapPlace {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly longitude: number;
  readonly latitude: number;
  /** Metres; null where no honest circle can be drawn. */
  readonly radius: number | null;
  readonly precision: string;
  readonly kind: string;
  readonly level?: number;
  /** The line or area that stands here; the point and its circle only stand for it. */
  readonly shape?: PlaceShape;
}

export interface LibraryMap {
  readonly cells: Cell[];
  readonly places: MapPlace[];
  /** There are more than were counted or shown. */
  readonly more: boolean;
}

/** What a query finds, on a map: the area of the query is what the map shows. */
export function libraryMap(
  instance: Instance,
  session: Session,
  query: LibraryQuery,
  zoom: number,
): Promise<LibraryMap> {
  return withSession(instance, session, (db) =>
    zoom < SINGLE_FROM ? squares(db, session, query, zoom) : singles(db, session, query),
  );
}

/** The query without its area, which the places themselves are held against. */
function withoutArea(query: LibraryQuery): { query: LibraryQuery; boxes: string | null } {
  const { bbox, ...rest } = query;
  return { query: rest, boxes: bbox === undefined ? null : boxesOf([...bbox]) };
}

async function squares(db: Queries, { secret }: Session, given: LibraryQuery, zoom: number): Promise<LibraryMap> {
  const { query, boxes } = withoutArea(given);
  // 64 of the map's pixels, of which 256 are the globe at zoom 0.
  const side = 2 ** (SINGLE_FROM - zoom);
  const [only] = query.codes;
  if (isPlain(query) && query.codes.length <= 1 && only?.scheme !== 'sha256') {
    const { kind, compartment: within = null } = query;
    const code = only ?? { scheme: '', code: '' };
    return { cells: await countedCells(db, secret, { kind, within, ...code, boxes, side }), places: [], more: false };
  }
  const { from: _from, to: _to, ...timeless } = query;
  const most = isPlain(timeless) && query.codes.length === 0 ? PLACED_IN_TIME : PLACED;
  const cells = await cellsOfFound(db, secret, { conditions: conditionsOf(query), boxes, side, most });
  return { cells, places: [], more: cells.reduce((sum, { n }) => sum + n, 0) >= most };
}

async function singles(db: Queries, { secret }: Session, given: LibraryQuery): Promise<LibraryMap> {
  const { query, boxes } = withoutArea(given);
  const ask = async (most: number) => {
    const found = await placesOfFound(db, secret, { conditions: conditionsOf(query), boxes, most: most + 1 });
    const shown = found.slice(0, most);
    const records = await describedRecords(db, [...new Set(shown.map(({ id }) => id))]);
    const { places, cut } = placesShown(shown, records);
    return { places, cut, full: found.length > most };
  };
  const first = await ask(MOST_PLACES);
  // A shape is found by many points: where they leave no room for other places, more of them are looked through once.
  const again = first.full && first.places.length < MOST_PLACES;
  const { places, cut, full } = again ? await ask(MOST_LOOKED) : first;
  return { cells: [], places: places.slice(0, MOST_PLACES), more: full || cut || places.length > MOST_PLACES };
}

/** How many begin in each unit of time. */
export interface Timeline {
  readonly bars: { start: string; end: string; n: number }[];
  /** Without a period. */
  readonly unknown: number;
  readonly exact: boolean;
}

type Unit = 'day' | 'month' | 'year';

/** What a query finds, by the day, month or year (of {@link DEFAULT_ZONE}) in which the main period of each begins. */
export function timeline(instance: Instance, session: Session, query: LibraryQuery, unit: Unit): Promise<Timeline> {
  return withSession(instance, session, async (db) => {
    if (isPlain(query) && query.codes.length === 0 && unit !== 'day') return fromCounters(db, session, query, unit);
    return fromRows(db, session, conditionsOf(query), unit);
  });
}

async function fromCounters(
  db: Queries,
  { secret }: Session,
  query: LibraryQuery,
  unit: 'month' | 'year',
): Promise<Timeline> {
  const { kind, compartment: within = null } = query;
  const months = await counted(db, secret, { what: 'month', kind, within });
  const sums = new Map<number, number>();
  for (const { spot, n } of months) {
    const key = unit === 'month' ? spot : Math.floor(spot / 12) * 12;
    sums.set(key, (sums.get(key) ?? 0) + n);
  }
  const bars = [...sums].sort(([a], [b]) => a - b).map(([spot, n]) => barOf(monthStart(spot), unit, n));
  const all = (await countedTotal(db, secret, { ...query, codes: [] })) ?? 0;
  return { bars, unknown: all - months.reduce((sum, { n }) => sum + n, 0), exact: true };
}

/** Years times twelve and months from 0. */
function monthStart(spot: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(spot / 12), spot % 12, 1);
  return date;
}

async function fromRows(db: Queries, { secret }: Session, conditions: Conditions, unit: Unit): Promise<Timeline> {
  const rows = await barsOfFound(db, secret, { conditions, unit, zone: DEFAULT_ZONE, most: BARRED });
  const bars = rows.flatMap(({ starting, n }) => (starting === null ? [] : [barOf(new Date(starting), unit, n)]));
  return {
    bars: bars.sort((a, b) => (a.start < b.start ? -1 : 1)),
    unknown: rows.find(({ starting }) => starting === null)?.n ?? 0,
    exact: rows.reduce((sum, { n }) => sum + n, 0) < BARRED,
  };
}

/** `start` is midnight UTC of a day that is one of the zone. */
function barOf(start: Date, unit: Unit, n: number): Timeline['bars'][number] {
  const end = new Date(start);
  if (unit === 'day') end.setUTCDate(end.getUTCDate() + 1);
  else if (unit === 'month') end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCFullYear(end.getUTCFullYear() + 1);
  return { start: start.toISOString().slice(0, 10), end: end.toISOString().slice(0, 10), n };
}
