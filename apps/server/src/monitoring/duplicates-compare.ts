import {
  compareActors,
  compareIncidents,
  type FuzzyPlace,
  type FuzzyTime,
  ImpossibleTime,
  type Likeness,
  nameKeys,
  periodOf,
  type ReadyActor,
  type ReadyIncident,
  readyActor,
  readyIncident,
  SENSITIVITIES,
  skeletonWords,
  spotOf,
} from '@cairn/model';
import type { Queries, Session } from '../record/index.ts';
import { type Levelled, likeActors, likeIncidents, type SideRow, type Sought } from './duplicates-store.ts';

/** Most that one record is compared with. */
const MOST = 150;
const HOUR = 3_600_000;
/**
 * How far around a time and a place is looked. Further away no pair reaches the score from which it is proposed: the formula in
 * `compareIncidents` leaves less than 0.6 of any likeness beyond 25 hours or 4 km.
 */
const AROUND_TIME = 26 * HOUR;
const AROUND_PLACE = 4_500;
/** Metres added for the circle of the other, which is not known yet. */
const OTHERS_RADIUS = 10_000;
/** Wider circles and times are not looked around: everything lies in them. */
const WIDEST_RADIUS = 60_000;
const WIDEST_TIME = 45 * 24 * HOUR;
const METRES_PER_DEGREE = 111_195;

type Ready =
  | { readonly kind: 'incident'; readonly ready: ReadyIncident }
  | { readonly kind: 'actor'; readonly ready: ReadyActor };

const order = (level: string): number => (SENSITIVITIES as readonly string[]).indexOf(level);

/** The stricter level of two records: whoever sees both reads everything up to it. */
export function ceilingOf(a: SideRow, b: SideRow): string {
  return order(a.level) >= order(b.level) ? a.level : b.level;
}

/** A record as far as a reader of some level reads it; without a level, all that was given. */
export function readySide(side: SideRow, ceiling: string | null): Ready {
  const upTo = <T>(list: readonly Levelled<T>[]): T[] =>
    list.filter(({ level }) => ceiling === null || order(level) <= order(ceiling)).map(({ value }) => value);
  const body = Object.assign({}, ...upTo(side.bodies));
  if (side.kind === 'actor') return { kind: 'actor', ready: readyActor({ body }) };
  const around = { names: upTo(side.names), acts: upTo(side.acts), files: upTo(side.files) };
  return { kind: 'incident', ready: readyIncident({ body, ...around }) };
}

export function compareReady(a: Ready, b: Ready): Likeness {
  if (a.kind === 'actor' && b.kind === 'actor') return compareActors(a.ready, b.ready);
  if (a.kind === 'incident' && b.kind === 'incident') return compareIncidents(a.ready, b.ready);
  return { score: 0, reasons: [] };
}

/** Ids of records that may be the same as one, as far as the session sees them. */
export async function candidatesFor(db: Queries, session: Session, side: SideRow): Promise<string[]> {
  if (side.kind === 'actor') {
    const sounds = namesIn(side).flatMap((name) => nameKeys(name).keys);
    const sought = { compartment: side.compartment, but: butOf(side), sounds: [...new Set(sounds)] };
    return sounds.length === 0 ? [] : likeActors(db, session.secret, sought, MOST);
  }
  return likeIncidents(db, session.secret, soughtFor(side), MOST);
}

const butOf = ({ id }: SideRow): string | null => (id === '' ? null : id);

function namesIn({ bodies }: SideRow): string[] {
  const found = bodies.flatMap(({ value }) => (value.names as { text: string }[] | undefined) ?? []);
  return found.map(({ text }) => text);
}

function soughtFor(side: SideRow): Sought {
  const body = Object.assign({}, ...side.bodies.map(({ value }) => value)) as {
    title?: string;
    time?: FuzzyTime;
    moreTimes?: FuzzyTime[];
    place?: FuzzyPlace;
    morePlaces?: FuzzyPlace[];
  };
  const times = [body.time, ...(body.moreTimes ?? [])].filter((time) => time !== undefined);
  const places = [body.place, ...(body.morePlaces ?? [])].filter((place) => place !== undefined);
  const words = wordsOf(body.title ?? '');
  return {
    compartment: side.compartment,
    but: butOf(side),
    spans: times.map(spanAround).filter((span) => span !== null),
    bounds: places.map(boxAround).filter((box) => box !== null),
    anyWord: words.length === 0 ? null : words.join(' | '),
    allWords: words.length < 2 ? null : words.join(' & '),
    digests: side.files.map(({ value }) => value),
  };
}

/** The words that tell most, by their length: letters and digits alone, so that nothing else of the query's grammar gets in. */
function wordsOf(title: string): string[] {
  const words = title.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const long = [...new Set(words)].filter((word) => word.length > 2 && skeletonWords(word).length > 0);
  return long.sort((a, b) => b.length - a.length).slice(0, 8);
}

function spanAround(time: FuzzyTime): string | null {
  try {
    const { start, end } = periodOf(time);
    if (start === null || end === null || Date.parse(end) - Date.parse(start) > WIDEST_TIME) return null;
    const iso = (at: string, by: number) => new Date(Date.parse(at) + by).toISOString();
    return `[${iso(start, -AROUND_TIME)},${iso(end, AROUND_TIME)})`;
  } catch (error) {
    if (error instanceof ImpossibleTime) return null;
    throw error;
  }
}

/** As `box`: longitude first, like the points. */
function boxAround(place: FuzzyPlace): string | null {
  const spot = spotOf(place);
  if (spot === null || spot.radius === null || spot.radius > WIDEST_RADIUS) return null;
  const { latitude, longitude, radius } = spot;
  const up = (radius + AROUND_PLACE + OTHERS_RADIUS) / METRES_PER_DEGREE;
  const along = Math.min(180, up / Math.max(0.02, Math.cos((latitude * Math.PI) / 180)));
  return `(${longitude - along},${latitude - up}),(${longitude + along},${latitude + up})`;
}
