import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Invented rows in the shape of UCDP GED, the same for the same seed: invented countries, sides, places and offices, with
 * about the share of oddities that real files have (broken ranges, uncoded sources, line breaks and quotes in cells).
 */

const COLUMNS = [
  ...['id', 'relid', 'year', 'active_year', 'code_status', 'type_of_violence', 'conflict_dset_id', 'conflict_new_id'],
  ...['conflict_name', 'dyad_dset_id', 'dyad_new_id', 'dyad_name', 'side_a_dset_id', 'side_a_new_id', 'side_a'],
  ...['side_b_dset_id', 'side_b_new_id', 'side_b', 'number_of_sources', 'source_article', 'source_office'],
  ...['source_date', 'source_headline', 'source_original', 'where_prec', 'where_coordinates', 'where_description'],
  ...['adm_1', 'adm_2', 'latitude', 'longitude', 'geom_wkt', 'priogrid_gid', 'country', 'country_id', 'region'],
  ...['event_clarity', 'date_prec', 'date_start', 'date_end', 'deaths_a', 'deaths_b', 'deaths_civilians'],
  ...['deaths_unknown', 'best', 'high', 'low', 'gwnoa', 'gwnob'],
] as const;

type Column = (typeof COLUMNS)[number];

const SYLLABLES = ['ka', 'ro', 'mel', 'tun', 'vi', 'sha', 'dor', 'be', 'lin', 'gra', 'zo', 'pim'];
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1995, 0, 1);

/** CSV text of `rows` invented events, header first, in pieces of a few hundred rows. */
export function* ucdpCsv(rows: number, seed = 1): Generator<string> {
  const dice = new Dice(seed);
  let piece = `${COLUMNS.join(',')}\n`;
  for (let number = 1; number <= rows; number += 1) {
    const row = inventedRow(number, dice);
    piece += `${COLUMNS.map((column) => quoted(row[column])).join(',')}\n`;
    if (number % 250 === 0) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** The same as a stream of bytes. */
export function ucdpStream(rows: number, seed = 1): Readable {
  return Readable.from(ucdpCsv(rows, seed), { objectMode: false });
}

/** Writes the rows into a file. */
export async function writeUcdpCsv(path: string, rows: number, seed = 1): Promise<void> {
  await pipeline(ucdpStream(rows, seed), createWriteStream(path));
}

function inventedRow(number: number, dice: Dice): Record<Column, string | number> {
  const conflict = dice.below(160);
  const country = conflict % 60;
  const violence = dice.of([1, 1, 1, 1, 2, 3]);
  const sideA = violence === 2 ? `${name(conflict + 7)} Front` : `Government of ${name(country)}ia`;
  const sideB = violence === 3 ? 'Civilians' : `${name(conflict + 31)} Movement`;
  const deaths = Array.from({ length: 4 }, () => (dice.below(3) === 0 ? dice.below(9) : 0));
  const best = deaths.reduce((sum, each) => sum + each, 0);
  const start = FIRST_DAY + dice.below(10_000) * DAY;
  const datePrecision = dice.of([1, 1, 1, 1, 2, 4]);
  const end = datePrecision === 1 ? start : start + datePrecision * 2 * DAY;
  const office = name(dice.below(400));
  const coded = dice.below(3) !== 0;
  const latitude = (dice.below(120_000_000) / 1e6 - 60).toFixed(6);
  const longitude = (dice.below(340_000_000) / 1e6 - 170).toFixed(6);
  const place = `${name(dice.below(3000))} town`;
  return {
    id: 500_000 + number,
    relid: `INV-${isoDay(start).slice(0, 4)}-${violence}-${conflict}-${number}`,
    year: isoDay(start).slice(0, 4),
    active_year: 1,
    code_status: 'Clear',
    type_of_violence: violence,
    conflict_dset_id: 9000 + conflict,
    conflict_new_id: 9000 + conflict,
    conflict_name: violence === 1 ? `${name(country)}ia: Government` : `${sideA} - ${sideB}`,
    dyad_dset_id: 20_000 + conflict,
    dyad_new_id: 20_000 + conflict,
    dyad_name: `${sideA} - ${sideB}`,
    side_a_dset_id: violence === 2 ? 7000 + conflict : 100 + country,
    side_a_new_id: violence === 2 ? 7000 + conflict : 100 + country,
    side_a: sideA,
    side_b_dset_id: violence === 3 ? 9999 : 3000 + conflict,
    side_b_new_id: violence === 3 ? 1 : 3000 + conflict,
    side_b: sideB,
    number_of_sources: coded ? 1 : -1,
    source_article: coded ? `"${office} News,${isoDay(end)},Fighting near ${place}"` : '',
    source_office: coded ? `${office} News${dice.below(6) === 0 ? `;${name(dice.below(400))} Radio` : ''}` : '',
    source_date: coded ? isoDay(end) : '',
    source_headline: coded ? `Fighting near ${place}` : '',
    source_original: coded ? `${office} ministry` : '',
    where_prec: dice.of([1, 1, 2, 3, 4, 5, 6]),
    where_coordinates: place,
    where_description: dice.below(12) === 0 ? `hills north of\nthe "old" ${place}` : `outskirts of ${place}`,
    adm_1: `${name(country * 5 + dice.below(5))} province`,
    adm_2: `${name(country * 40 + dice.below(40))} district`,
    latitude,
    longitude,
    geom_wkt: `POINT (${longitude} ${latitude})`,
    priogrid_gid: 100_000 + dice.below(80_000),
    country: `${name(country)}ia`,
    country_id: 100 + country,
    region: dice.of(['Africa', 'Americas', 'Asia', 'Europe', 'Middle East']),
    event_clarity: dice.of([1, 1, 1, 2]),
    date_prec: datePrecision,
    date_start: isoDay(start),
    date_end: isoDay(end),
    deaths_a: deaths[0]!,
    deaths_b: deaths[1]!,
    deaths_civilians: deaths[2]!,
    deaths_unknown: deaths[3]!,
    best,
    high: best + dice.below(4),
    low: dice.below(75) === 0 ? best + 1 : Math.max(0, best - dice.below(3)),
    gwnoa: 100 + country,
    gwnob: '',
  };
}

/** An invented name: the same number always gives the same name. */
function name(number: number): string {
  let word = '';
  for (let rest = number + 13; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function isoDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Pseudo-random numbers (mulberry32): good enough for invented rows, and the same everywhere. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}
