import {
  COUNT_UNITS,
  type Count,
  countAnomalies,
  type FuzzyPlace,
  type FuzzyTime,
  type Harm,
  type PlacePrecision,
} from '@cairn/model';
import { CORNERS, COUNTRIES, DISTRICTS, PROVINCES, SPOTS, type Spot } from './land.ts';
import type { Told } from './plot.ts';
import type { Dice } from './random.ts';

/** The clock of the invented lands. */
const ZONE = 'Etc/GMT+8';
const OFFSET = '-08:00';

/** The first of the 184 days over which the invented conflict is told. */
const FIRST_DAY = Date.UTC(2025, 2, 1);
const DAYS = 184;
const DAY = 86_400_000;

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

export interface When {
  readonly time: FuzzyTime;
  /** Day that the story has in mind, however vague the record is; it orders the incidents. */
  readonly at: number;
  /** Part of the day, in both languages. */
  readonly hour: Told;
}

/** A day of the conflict, known to any precision. Vague ones keep the words of whoever told it. */
export function drawTime(dice: Dice, [first, last]: readonly [number, number] = [0, 23]): When {
  const at = FIRST_DAY + dice.whole(0, DAYS - 1) * DAY;
  const clock = `${String(dice.whole(first, last)).padStart(2, '0')}:${String(dice.whole(0, 11) * 5).padStart(2, '0')}`;
  const date = day(at);
  const precision = dice.weighted({
    minute: 12,
    hour: 18,
    day: 40,
    'few-days': 12,
    week: 6,
    month: 7,
    year: 2,
    unknown: 3,
  });
  const times: Readonly<Record<typeof precision, () => Omit<FuzzyTime, 'precision'>>> = {
    minute: () => ({ start: `${date}T${clock}${OFFSET}` }),
    hour: () => ({ start: `${date}T${clock.slice(0, 2)}:00${OFFSET}` }),
    day: () => ({ start: date }),
    'few-days': () => ({
      start: date,
      end: day(at + dice.whole(2, 4) * DAY),
      asStated: dice.pick(['after the market days', 'між повнею і ринковим днем']),
    }),
    week: () => ({ start: date, asStated: dice.pick(['the week of the first frost', 'тиждень, коли стояв пором']) }),
    month: () => ({ start: date.slice(0, 7) }),
    year: () => ({ start: date.slice(0, 4), asStated: 'this year, before the harvest' }),
    unknown: () => ({ asStated: dice.pick(['before the bridge fell', 'коли ще ходив пором']) }),
  };
  return { time: { ...times[precision](), precision, tz: ZONE }, at, hour: partOfDay(Number(clock.slice(0, 2))) };
}

function partOfDay(hour: number): Told {
  if (hour < 6) return ['before dawn', 'до світанку'];
  if (hour < 12) return ['in the morning', 'вранці'];
  return hour < 19 ? ['in the afternoon', 'пополудні'] : ['after dark', 'як стемніло'];
}

export interface Where {
  readonly place: FuzzyPlace;
  /** "in Ombrel", as far as the place is known. */
  readonly at: Told;
  readonly spot: Spot;
}

const PLACE_WEIGHTS: Readonly<Record<PlacePrecision, number>> = {
  ...{ exact: 24, near: 28, adm3: 14, adm2: 12, adm1: 6, line: 6, country: 4, 'sea-air': 0, unknown: 4 },
};

/** A place among some of the invented lands, known to any precision; nothing is drawn more exactly than it is told. */
export function drawPlace(dice: Dice, among: readonly Spot[], atSea: boolean): Where {
  const spot = dice.pick(among);
  const precision = atSea && dice.chance(0.6) ? 'sea-air' : dice.weighted(PLACE_WEIGHTS);
  const corner = dice.pick(CORNERS);
  const other = dice.pick(neighbours(spot));
  const area = DISTRICTS[spot.district]!;
  const province = PROVINCES[area.province as keyof typeof PROVINCES];
  const country = COUNTRIES[area.country];
  const town: Told = [`in ${spot.en}`, `${spot.ukAt} ${spot.uk}`];
  const at: Readonly<Record<PlacePrecision, Told>> = {
    exact: town,
    near: [`near ${spot.en}`, `${spot.ukNear} ${spot.uk}`],
    adm3: town,
    adm2: [`in ${area.en}`, `(${area.uk})`],
    adm1: [`in ${province.en}`, `(${province.uk})`],
    line: [`on the road from ${spot.en} to ${other.en}`, `на дорозі ${spot.uk} – ${other.uk}`],
    country: [`somewhere in ${country.en}`, `(${country.uk}, місце невідоме)`],
    'sea-air': [`off ${spot.en}`, `на морі ${spot.ukNear} ${spot.uk}`],
    unknown: ['at a place unknown', 'у невідомому місці'],
  };
  const name: Readonly<Record<PlacePrecision, Told | undefined>> = {
    exact: [`${spot.en}, ${corner.en}`, `${spot.uk}, ${corner.uk}`],
    ...{
      near: [spot.en, spot.uk],
      adm3: [spot.en, spot.uk],
      adm2: [area.en, area.uk],
      adm1: [province.en, province.uk],
    },
    ...{
      line: [`${spot.en} – ${other.en}`, `${spot.uk} – ${other.uk}`],
      country: [country.en, country.uk],
      'sea-air': [`Sea off ${spot.en}`, `Море: ${spot.uk}`],
    },
    unknown: undefined,
  };
  const told = name[precision];
  const pointed = precision !== 'country' && precision !== 'unknown';
  const spread = precision === 'exact' || precision === 'near' ? 0.02 : 0;
  const point = { latitude: around(dice, spot.latitude, spread), longitude: around(dice, spot.longitude, spread) };
  const coded = precision !== 'unknown' && precision !== 'sea-air';
  const place: FuzzyPlace = {
    precision,
    ...(pointed ? { point } : {}),
    ...(told === undefined ? {} : { name: { en: told[0], uk: told[1] } }),
    ...(precision === 'near' ? { radiusM: dice.pick([500, 1_000, 2_000, 3_000]) } : {}),
    ...(coded
      ? { adminCodes: [{ system: 'vesna-demo', code: precision === 'country' ? area.country : spot.district }] }
      : {}),
  };
  return { place, at: at[precision], spot };
}

/** The other places of a district, or of the land where it has no other. */
function neighbours({ key, district }: Spot): Spot[] {
  const near = SPOTS.filter((each) => each.district === district && each.key !== key);
  return near.length > 0 ? near : SPOTS.filter((each) => each.key !== key);
}

function around(dice: Dice, centre: number, spread: number): number {
  return Math.round((centre + (dice.next() - 0.5) * 2 * spread) * 10_000) / 10_000;
}

const OBJECTS: ReadonlySet<string> = new Set(['destroyed', 'damaged']);

/** A figure as sources give figures: one number, a range, a bound, nothing, now and then one that cannot be right. */
export function drawCount(dice: Dice, outcome: string, [low, high]: readonly [number, number]): Count {
  const unit = OBJECTS.has(outcome) ? COUNT_UNITS[2] : COUNT_UNITS[0];
  const best = dice.whole(low, high);
  const less = dice.whole(Math.floor(best * 0.6), best);
  const more = best + dice.whole(0, Math.max(1, Math.ceil(best * 0.5)));
  const style = dice.weighted({ one: 30, range: 42, atLeast: 14, none: 5, twisted: 5, halves: 4 });
  switch (style) {
    case 'one':
      return { low: best, best, high: best, unit };
    case 'range':
      return { low: less, best, high: more, unit, ...(dice.chance(0.2) ? { basis: 'Range of all sources' } : {}) };
    case 'atLeast':
      return { low: best, unit, basis: 'Counted by name' };
    case 'none':
      return { unit };
    case 'halves':
      return { low: less, best, unit };
    case 'twisted':
      return withAnomalies({ low: best + 2, best, high: more + 2, unit, basis: 'As the source has it' });
  }
}

function withAnomalies(count: Count): Count {
  return { ...count, anomalies: countAnomalies(count) };
}

/** Other figures for the same thing, as a second source has them. */
export function otherFigures(dice: Dice, harm: readonly Harm[]): Harm[] {
  return harm.map(({ outcome, count }) => {
    const known = count.best ?? count.low ?? 0;
    const told = Math.max(0, known + dice.whole(-Math.ceil(known / 2), Math.ceil(known / 2) + 1));
    return { outcome, count: { best: told, unit: count.unit } };
  });
}
