import { bareName, placeKey } from './gazetteer-names.ts';
import { circleOf, knownPlaces, pcodesOf, readTowns, type Towns, unitEntries } from './gazetteer-towns.ts';
import type { GazetteerEntry } from './gazetteer-types.ts';

/** What a name of the index is to its place. */
export const NAME = { current: 0, former: 1 } as const;

/**
 * All names in memory, as few objects as can be: towns of the world in columns, places of which more is known as entries.
 * A place's number counts towns first, then entries. Keys are sorted, so that what begins alike lies together.
 */
export interface BuiltIndex {
  readonly townNames: Uint8Array;
  readonly townNameAt: Uint32Array;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Positions in `units`. */
  readonly unit: Uint32Array;
  /** Town that an entry replaces: neither found nor near. */
  readonly hidden: Uint8Array;
  /** `country.admin1.admin2`, with the names of both. */
  readonly units: readonly { readonly code: string; readonly names: readonly Readonly<Record<string, string>>[] }[];
  readonly entries: readonly GazetteerEntry[];
  readonly keys: Uint8Array;
  readonly keyAt: Uint32Array;
  readonly keyPlace: Uint32Array;
  readonly keyRole: Uint8Array;
  /** Two words of bits for each key: which pairs of letters it has. */
  readonly pairs: Uint32Array;
}

/** Reads what npm has, puts what was added to it, and builds the index. Takes a second or two, and memory: call it in a thread. */
export async function buildIndex(added: readonly GazetteerEntry[]): Promise<BuiltIndex> {
  const all = await readTowns();
  const { entries, replaced } = knownPlaces(all);
  const units = unitEntries(all);
  if (added.length === 0) return indexOf(all, [...entries, ...units], replaced);
  const gone = new Set<GazetteerEntry>();
  const placed = joinedUnits(joinedTowns(all, { entries, replaced, gone }, added), units, gone);
  const rest = [...entries, ...units].filter((entry) => !gone.has(entry));
  return indexOf(all, [...rest, ...placed], replaced);
}

/** What is put in the place of others, and what goes for it. */
interface Joining {
  readonly entries: readonly GazetteerEntry[];
  /** Positions of towns. */
  readonly replaced: Set<number>;
  readonly gone: Set<GazetteerEntry>;
}

/** Points that an added gazetteer lacks come from the town of that name in the same district, where there is just one. */
function joinedTowns(
  { towns, units }: Towns,
  { entries, replaced, gone }: Joining,
  added: readonly GazetteerEntry[],
): GazetteerEntry[] {
  const places = new Map<string, GazetteerEntry[]>();
  const put = (key: string, entry: GazetteerEntry) => places.set(key, [...(places.get(key) ?? []), entry]);
  for (const entry of entries) put(`${entry.codes[0]?.code} ${placeKey(entry.names.uk ?? '')}`, entry);
  const indexes = new Map<GazetteerEntry, number>();
  for (const [i, town] of towns.entries()) {
    if (town.country !== 'UA' || replaced.has(i)) continue;
    const [code] = pcodesOf(town.admin1, town.admin2);
    const entry: GazetteerEntry = {
      ...{ names: { en: town.name }, former: [], kind: 'place', country: 'UA', precision: 'near' },
      ...{ codes: code ? [code] : [], admin: [units.get(`UA.${town.admin1}`) ?? {}], source: '' },
      ...{ latitude: Number(town.lat), longitude: Number(town.lng) },
    };
    indexes.set(entry, i);
    put(`${code?.code} ${placeKey(town.name)}`, entry);
  }
  const wanted = Map.groupBy(added.filter(lacksPoint), keyIn);
  return added.map((entry) => {
    const [one, ...more] = places.get(keyIn(entry)) ?? [];
    const alone = wanted.get(keyIn(entry))?.length === 1;
    if (!lacksPoint(entry) || !alone || one === undefined || more.length > 0) return entry;
    gone.add(one);
    const index = indexes.get(one);
    if (index !== undefined) replaced.add(index);
    const radiusM = one.radiusM ?? entry.radiusM;
    return {
      ...entry,
      ...{
        names: { ...one.names, ...entry.names },
        former: [...entry.former, ...one.former],
        precision: 'near' as const,
      },
      ...pointOf(one),
      ...(radiusM === undefined ? {} : { radiusM }),
    };
  });
}

/** Parts of a city bear names that villages bear too. */
function lacksPoint({ latitude, precision, kind }: GazetteerEntry): boolean {
  return latitude === undefined && precision === 'near' && kind !== 'district';
}

function pointOf({ latitude, longitude }: GazetteerEntry): { latitude?: number; longitude?: number } {
  return latitude === undefined || longitude === undefined ? {} : { latitude, longitude };
}

/**
 * Regions and districts take the circle of the unit of the same P-code, communities one around their towns. A place whose point nobody knows is drawn as the
 * district in which it lies: somewhere there it is.
 */
function joinedUnits(
  added: readonly GazetteerEntry[],
  units: readonly GazetteerEntry[],
  gone: Set<GazetteerEntry>,
): GazetteerEntry[] {
  const byCode = new Map(units.filter(({ codes }) => codes.length > 0).map((unit) => [unit.codes[0]?.code, unit]));
  const points = Map.groupBy(
    added.filter(({ latitude, precision }) => latitude !== undefined && precision === 'near'),
    (entry) => communityOf(entry),
  );
  const unitOf = ({ codes }: GazetteerEntry) =>
    codes
      .filter(({ system }) => system === 'cod-ab')
      .map(({ code }) => byCode.get(code))
      .find((unit) => unit !== undefined);
  return added.map((entry) => {
    const unit = unitOf(entry);
    if (entry.latitude !== undefined) return entry;
    const within = entry.kind === 'adm3' ? (points.get(communityOf(entry)) ?? []) : [];
    if (within.length > 0) {
      const spots = within.map(({ longitude = 0, latitude = 0 }): [number, number] => [longitude, latitude]);
      return { ...entry, ...circleOf(spots, 'adm3') };
    }
    if (unit === undefined) return entry;
    const same = unit.kind === entry.kind;
    if (same) gone.add(unit);
    const names = same ? { ...unit.names, ...entry.names } : entry.names;
    return { ...entry, names, ...pointOf(unit), radiusM: unit.radiusM ?? 0, precision: unit.precision };
  });
}

/** The community of a code of Ukraine's codifier: its first seven digits. */
function communityOf({ codes }: GazetteerEntry): string {
  return codes.find(({ system }) => system === 'katottg')?.code.slice(0, 9) ?? '';
}

/** District and name: what tells one settlement of Ukraine from another. */
function keyIn({ codes, names }: GazetteerEntry): string {
  const [own = ''] = codes.map(({ code }) => code);
  return `${own.slice(0, 6)} ${placeKey(names.uk ?? names.en ?? '')}`;
}

interface Key {
  readonly text: string;
  readonly place: number;
  readonly role: number;
}

function indexOf(
  { towns, units: names }: Towns,
  entries: readonly GazetteerEntry[],
  replaced: ReadonlySet<number>,
): BuiltIndex {
  const count = towns.length;
  const townNameAt = new Uint32Array(count + 1);
  const latitude = new Float64Array(count);
  const longitude = new Float64Array(count);
  const unit = new Uint32Array(count);
  const hidden = new Uint8Array(count);
  const units: BuiltIndex['units'][number][] = [];
  const unitAt = new Map<string, number>();
  const keys: Key[] = [];
  const texts: Buffer[] = [];
  let length = 0;
  for (const [i, town] of towns.entries()) {
    const code = `${town.country}.${town.admin1}.${town.admin2}`;
    if (!unitAt.has(code)) {
      unitAt.set(code, units.length);
      const both = [names.get(code), names.get(`${town.country}.${town.admin1}`)];
      units.push({ code, names: both.filter((each) => each !== undefined) });
    }
    const bytes = Buffer.from(town.name);
    texts.push(bytes);
    length += bytes.length;
    townNameAt[i + 1] = length;
    latitude[i] = Number(town.lat);
    longitude[i] = Number(town.lng);
    unit[i] = unitAt.get(code) ?? 0;
    if (replaced.has(i)) hidden[i] = 1;
    else keys.push({ text: placeKey(town.name), place: i, role: NAME.current });
  }
  for (const [i, entry] of entries.entries()) {
    const seen = new Set<string>();
    const add = (name: string, role: number) => {
      const text = placeKey(bareName(name).bare);
      if (text === '' || seen.has(text)) return;
      seen.add(text);
      keys.push({ text, place: count + i, role });
    };
    for (const name of Object.values(entry.names)) add(name, NAME.current);
    for (const { name } of entry.former) add(name, NAME.former);
  }
  keys.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.place - b.place));
  return {
    ...{ townNames: exactly(Buffer.concat(texts)), townNameAt, latitude, longitude, unit, hidden, units, entries },
    ...packed(keys),
  };
}

function packed(keys: readonly Key[]): Pick<BuiltIndex, 'keys' | 'keyAt' | 'keyPlace' | 'keyRole' | 'pairs'> {
  const keyAt = new Uint32Array(keys.length + 1);
  const keyPlace = new Uint32Array(keys.length);
  const keyRole = new Uint8Array(keys.length);
  const pairs = new Uint32Array(2 * keys.length);
  const texts: Buffer[] = [];
  let length = 0;
  for (const [i, { text, place, role }] of keys.entries()) {
    const bytes = Buffer.from(text);
    texts.push(bytes);
    length += bytes.length;
    keyAt[i + 1] = length;
    keyPlace[i] = place;
    keyRole[i] = role;
    const [low, high] = pairBits(text);
    pairs[2 * i] = low;
    pairs[2 * i + 1] = high;
  }
  return { keys: exactly(Buffer.concat(texts)), keyAt, keyPlace, keyRole, pairs };
}

/** A copy that is alone in its memory, so that it can be handed from thread to thread. */
function exactly(bytes: Buffer): Uint8Array {
  const own = new Uint8Array(bytes.length);
  own.set(bytes);
  return own;
}

/** Which pairs of letters a key has, in 64 bits: a sieve before letters are compared. */
export function pairBits(key: string): [low: number, high: number] {
  let [low, high] = [0, 0];
  for (let i = 0; i + 1 < key.length; i += 1) {
    const hash = (Math.imul(key.charCodeAt(i), 31) + Math.imul(key.charCodeAt(i + 1), 17)) & 63;
    if (hash < 32) low |= 1 << hash;
    else high |= 1 << (hash - 32);
  }
  return [low >>> 0, high >>> 0];
}
