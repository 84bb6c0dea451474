import { type FuzzyPlace, spotOf } from '../values/fuzzy-place.ts';
import { type FuzzyTime, ImpossibleTime, periodOf } from '../values/fuzzy-time.ts';
import { metresBetween } from '../values/metres.ts';
import { readyText, textsAlike } from './alike.ts';

/** One thing in which two records can be compared. */
export interface Compared {
  /** 0 to 1. */
  readonly value: number;
  /** How much it tells: what is vague tells little. */
  readonly weight: number;
  readonly detail: Record<string, unknown>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FULL = 3;
/** Two times this wide together tell half of what sharp ones tell. */
const VAGUE_TIME = 14 * DAY;
/** After so long a gap the likeness has fallen to 37 %. */
const APART = 2 * DAY;
/** What does not overlap counts as at least this far apart. */
const BESIDE = 12 * HOUR;
/** Metres: two circles with such radii together tell half of what points tell. */
const VAGUE_PLACE = 20_000;
/** Metres between the circles after which the likeness has fallen to 37 %. */
const AWAY = 5_000;

/** Two times: 1 where they can be the same moment, falling with the gap between them. Null where one is open or unknown. */
export function timesNear(a: FuzzyTime, b: FuzzyTime): Compared | null {
  const [one, other] = [boundsOf(a), boundsOf(b)];
  if (one === null || other === null) return null;
  const gap = Math.max(one.from, other.from) - Math.min(one.until, other.until);
  const weight = FULL / (1 + (one.until - one.from + other.until - other.from) / VAGUE_TIME);
  if (gap < 0) return { value: 1, weight, detail: { overlap: true, hoursApart: 0 } };
  return {
    value: Math.exp(-(gap + BESIDE) / APART),
    weight,
    detail: { overlap: false, hoursApart: Math.round(gap / HOUR) },
  };
}

function boundsOf(time: FuzzyTime): { from: number; until: number } | null {
  try {
    const { start, end } = periodOf(time);
    return start === null || end === null ? null : { from: Date.parse(start), until: Date.parse(end) };
  } catch (error) {
    if (error instanceof ImpossibleTime) return null;
    throw error;
  }
}

/**
 * Two places: 1 where their circles touch, falling with the distance between the circles. Without points or shapes their
 * names are compared. Null where neither can be.
 */
export function placesNear(a: FuzzyPlace, b: FuzzyPlace): Compared | null {
  const [one, other] = [spotOf(a), spotOf(b)];
  if (one === null || other === null) return namesNear(a, b);
  const [ra, rb] = [one.radius, other.radius];
  if (ra === null || rb === null) return namesNear(a, b);
  const metres = metresBetween(one, other);
  const gap = Math.max(0, metres - ra - rb);
  return {
    value: Math.exp(-gap / AWAY),
    weight: FULL / (1 + (ra + rb) / VAGUE_PLACE),
    detail: { km: Math.round(metres / 100) / 10, within: gap === 0 },
  };
}

function namesNear(a: FuzzyPlace, b: FuzzyPlace): Compared | null {
  let best: Compared | null = null;
  for (const one of Object.values(a.name ?? {})) {
    for (const other of Object.values(b.name ?? {})) {
      const value = textsAlike(readyText(one), readyText(other));
      if (value === null || (best !== null && best.value >= value)) continue;
      best = { value, weight: FULL / 2, detail: { names: [one, other] } };
    }
  }
  return best;
}
