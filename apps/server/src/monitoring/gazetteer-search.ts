import { type BuiltIndex, NAME, pairBits, type SharedUnit } from './gazetteer-index.ts';
import { bareName, placeKey } from './gazetteer-names.ts';
import { GEONAMES, pcodesOf } from './gazetteer-towns.ts';
import { type FoundPlace, type GazetteerEntry, precisionOf, RADIUS_BY_KIND } from './gazetteer-types.ts';

type Kind = ReturnType<typeof bareName>['kind'];

/** A place that a name led to; the higher the better. */
interface Hit {
  readonly place: number;
  readonly matched: FoundPlace['matched'];
  readonly score: number;
}

export interface Asked {
  readonly limit: number;
  /** In which names are given first. */
  readonly language: string;
}

/** Names of places in memory, by name and by nearness. */
export class Gazetteer {
  readonly #index: BuiltIndex;
  readonly #towns: number;
  readonly #decoder = new TextDecoder();
  /** What one question has read so far. */
  readonly #read = new Map<number, GazetteerEntry>();

  constructor(index: BuiltIndex) {
    this.#index = index;
    this.#towns = index.unit.length;
  }

  /** How many names lead to a place. */
  get size(): number {
    return this.#index.keyPlace.length;
  }

  /** Places of that name, best first: same name, former name, one that begins so, a similar one. A comma and a region narrow. */
  find(text: string, { limit, language }: Asked): FoundPlace[] {
    const [name = '', ...context] = text.split(',');
    const { bare, kind } = bareName(name);
    const key = placeKey(bare);
    if (key === '') return [];
    this.#read.clear();
    const hits = this.#hits(key, kind);
    const wanted = context.map((part) => placeKey(bareName(part).bare)).filter((part) => part !== '');
    const inContext = hits.filter(({ place }) => wanted.every((part) => this.#liesIn(place, part)));
    const chosen = inContext.length > 0 ? inContext : hits;
    const cyrillic = /\p{Script=Cyrillic}/u.test(text);
    // A town stands before the region that is called after it, unless the region was asked for.
    const unit = (place: number) => (kind === undefined && this.#entry(place).precision !== 'near' ? 0.35 : 0);
    const rank = ({ place, score }: Hit) => score + this.#weight(place, cyrillic) - unit(place);
    const sorted = chosen
      .map((hit) => ({ hit, rank: rank(hit) }))
      .sort((a, b) => b.rank - a.rank || a.hit.place - b.hit.place);
    return this.#withoutDoubles(
      sorted.map(({ hit }) => hit),
      limit,
      language,
    );
  }

  /** The towns nearest to a point. */
  near(latitude: number, longitude: number, { limit, language }: Asked): FoundPlace[] {
    const { latitude: ys, longitude: xs, hidden } = this.#index;
    this.#read.clear();
    const shrink = Math.cos((latitude * Math.PI) / 180);
    const best: { place: number; far: number }[] = [];
    let reach = Number.POSITIVE_INFINITY;
    const consider = (place: number, y: number, x: number) => {
      const dy = Math.abs(y - latitude);
      if (best.length === limit && dy > reach) return;
      let dx = Math.abs(x - longitude);
      if (dx > 180) dx = 360 - dx;
      const far = (dx * shrink) ** 2 + dy ** 2;
      if (best.length === limit && far >= reach * reach) return;
      best.push({ place, far });
      best.sort((a, b) => a.far - b.far);
      best.length = Math.min(best.length, limit);
      reach = Math.sqrt(best.at(-1)?.far ?? 0);
    };
    for (let i = 0; i < ys.length; i += 1) if (hidden[i] === 0) consider(i, ys[i] ?? 0, xs[i] ?? 0);
    return best.map(({ place }) => this.#found(this.#entry(place), 'name', language));
  }

  #hits(key: string, kind: Kind): Hit[] {
    const { keyPlace, keyRole } = this.#index;
    const hits = new Map<number, Hit>();
    const add = (i: number, score: number, similar: boolean) => {
      const place = keyPlace[i] ?? 0;
      const former = keyRole[i] === NAME.former;
      if (kind !== undefined && !this.#isOf(place, kind)) return;
      const value = former ? score - 0.3 : score;
      if ((hits.get(place)?.score ?? 0) >= value) return;
      hits.set(place, { place, score: value, matched: similar ? 'similar' : former ? 'old-name' : 'name' });
    };
    const first = this.#firstNotBelow(key);
    let i = first;
    for (; i < keyPlace.length && this.#key(i) === key; i += 1) add(i, 3, false);
    if (key.length >= 3) {
      for (; i < keyPlace.length && i < first + 400 && this.#key(i).startsWith(key); i += 1)
        add(i, 1 + key.length / this.#key(i).length, false);
    }
    if (hits.size < 3 && key.length >= 4)
      this.#similar(key, kind === undefined ? 0.62 : 0.5, (at, like) => add(at, like, true));
    return [...hits.values()];
  }

  /** Keys that share most of their pairs of letters. */
  #similar(key: string, least: number, add: (i: number, likeness: number) => void): void {
    const { pairs, keyPlace } = this.#index;
    const [low, high] = pairBits(key);
    const own = bits(low) + bits(high);
    for (let i = 0; i < keyPlace.length; i += 1) {
      const [a, b] = [pairs[2 * i] ?? 0, pairs[2 * i + 1] ?? 0];
      const shared = bits(a & low) + bits(b & high);
      if (2 * shared < least * (bits(a) + bits(b) + own)) continue;
      const like = likeness(key, this.#key(i));
      if (like >= least) add(i, like);
    }
  }

  #key(i: number): string {
    return this.#text(this.#index.keys, this.#index.keyAt, i);
  }

  #text(texts: Uint8Array, at: Uint32Array, i: number): string {
    return this.#decoder.decode(texts.subarray(at[i], at[i + 1]));
  }

  #firstNotBelow(key: string): number {
    let [low, high] = [0, this.#index.keyPlace.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#key(middle) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #entry(place: number): GazetteerEntry {
    const known = this.#read.get(place);
    if (known !== undefined) return known;
    const entry = place < this.#towns ? this.#town(place) : this.#written(place - this.#towns);
    this.#read.set(place, entry);
    return entry;
  }

  #written(i: number): GazetteerEntry {
    const { entries, entryAt, shared, sharedAt } = this.#index;
    const entry = JSON.parse(this.#text(entries, entryAt, i)) as GazetteerEntry & { admin: number };
    return { ...entry, admin: JSON.parse(this.#text(shared, sharedAt, entry.admin)) as GazetteerEntry['admin'] };
  }

  #town(place: number): GazetteerEntry {
    const { townNames, townNameAt, latitude, longitude, unit, shared, sharedAt } = this.#index;
    const { code, names: admin } = JSON.parse(this.#text(shared, sharedAt, unit[place] ?? 0)) as SharedUnit;
    const [country = '', admin1 = '', admin2 = ''] = code.split('.');
    const en = this.#text(townNames, townNameAt, place);
    return {
      ...{ names: { en }, former: [], kind: 'place', country, admin, precision: 'near', source: GEONAMES },
      ...{ latitude: latitude[place] ?? 0, longitude: longitude[place] ?? 0, radiusM: RADIUS_BY_KIND.place },
      codes: country === 'UA' ? pcodesOf(admin1, admin2) : [],
    };
  }

  #isOf(place: number, kind: Exclude<Kind, undefined>): boolean {
    const own = this.#entry(place).kind;
    return kind === 'town' ? precisionOf(own) === 'near' : own === kind;
  }

  #liesIn(place: number, part: string): boolean {
    const { admin, country } = this.#entry(place);
    return [country.toLowerCase(), ...admin.flatMap((unit) => Object.values(unit))].some((name) => {
      const own = placeKey(bareName(name).bare);
      // A region's adjective and its town share their beginning: Донецька, Донецьк.
      return own === part || (part.length >= 4 && (own.startsWith(part) || (own.length >= 4 && part.startsWith(own))));
    });
  }

  /** Small differences among equals: what more is known of, then what lies where the letters of the question are used. */
  #weight(place: number, cyrillic: boolean): number {
    const entry = this.#entry(place);
    const known = place >= this.#towns && entry.precision === 'near' ? 0.05 : 0;
    // Who writes in Cyrillic letters and names a place that Ukraine has or had rarely means another country's.
    const here = cyrillic && entry.country === 'UA' ? 0.4 : 0;
    const size = Math.min(0.04, (entry.radiusM ?? 0) / 1e6);
    return known + here + (entry.precision === 'near' ? size : 0) + (entry.country === 'UA' ? 0.03 : 0);
  }

  /** The same place out of two sources is one answer, with the codes of both. */
  #withoutDoubles(hits: readonly Hit[], limit: number, language: string): FoundPlace[] {
    const found: FoundPlace[] = [];
    for (const { place, matched } of hits) {
      const next = this.#found(this.#entry(place), matched, language);
      const at = found.findIndex((other) => isSame(other, next));
      if (at >= 0) found[at] = joinedCodes(found[at] as FoundPlace, next);
      else if (found.length < limit) found.push(next);
    }
    return found;
  }

  #found(entry: GazetteerEntry, matched: FoundPlace['matched'], language: string): FoundPlace {
    const { names, former, admin, ...rest } = entry;
    const own = Object.entries(names);
    const name = names[language] ?? names.en ?? own[0]?.[1] ?? '';
    const spelt = own.map(([tongue, text]) => ({ name: text, language: tongue.slice(0, 2) }));
    const old = former.map((each) => ({ ...each, old: true as const }));
    const other = [...spelt, ...old].filter(
      (each, i, all) => each.name !== name && all.findIndex((one) => one.name === each.name) === i,
    );
    const units = admin.map((unit) => unit[language] ?? unit.en ?? Object.values(unit)[0] ?? '').filter(Boolean);
    const plain = Object.fromEntries(own.filter(([tongue]) => tongue.length === 2));
    return { ...rest, codes: [...rest.codes], name, names: plain, other, admin: units, matched };
  }
}

/** Of a 32-bit word (Hacker's Delight, 2nd edition, section 5-1). */
function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Dice's coefficient of the pairs of letters, beginning and end included. */
function likeness(one: string, other: string): number {
  const pairsOf = (text: string) => {
    const edged = `^${text}$`;
    return Array.from({ length: edged.length - 1 }, (_, i) => edged.slice(i, i + 2));
  };
  const [mine, theirs] = [pairsOf(one), pairsOf(other)];
  const left = [...theirs];
  let shared = 0;
  for (const pair of mine) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (mine.length + theirs.length);
}

/** Degrees between the points of two sources for one town. */
const CLOSE = 0.06;

function isSame(one: FoundPlace, other: FoundPlace): boolean {
  if (one.precision !== other.precision || one.country !== other.country) return false;
  const named = (place: FoundPlace) =>
    [place.name, ...Object.values(place.names)].map((name) => placeKey(bareName(name).bare));
  const keys = named(one);
  if (!named(other).some((key) => keys.includes(key))) return false;
  const shared =
    one.codes[0] &&
    other.codes.some(({ system, code }) => system === one.codes[0]?.system && code === one.codes[0].code);
  if (one.precision !== 'near') return shared === true;
  if (one.latitude === undefined || other.latitude === undefined) return false;
  return (
    Math.abs(one.latitude - other.latitude) < CLOSE &&
    Math.abs((one.longitude ?? 0) - (other.longitude ?? 0)) < 2 * CLOSE
  );
}

function joinedCodes(one: FoundPlace, other: FoundPlace): FoundPlace {
  const more = other.codes.filter(
    ({ system, code }) => !one.codes.some((own) => own.system === system && own.code === code),
  );
  const names = { ...other.names, ...one.names };
  return { ...one, names, codes: [...one.codes, ...more] };
}
