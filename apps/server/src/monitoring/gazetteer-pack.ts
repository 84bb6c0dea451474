import { type BuiltIndex, NAME, pairBits, type SharedUnit } from './gazetteer-index.ts';
import { bareName, placeKey } from './gazetteer-names.ts';
import type { Towns } from './gazetteer-towns.ts';
import type { GazetteerEntry } from './gazetteer-types.ts';

interface Key {
  readonly text: string;
  readonly place: number;
  readonly role: number;
}

/** Texts one after another, and where each begins. */
class Texts {
  readonly #texts: Buffer[] = [];
  readonly #at: number[] = [0];

  add(text: string): void {
    const bytes = Buffer.from(text);
    this.#texts.push(bytes);
    this.#at.push((this.#at.at(-1) ?? 0) + bytes.length);
  }

  packed(): [bytes: Uint8Array, at: Uint32Array] {
    return [Buffer.concat(this.#texts), Uint32Array.from(this.#at)];
  }
}

/** Texts of which each is kept once. */
class Shared extends Texts {
  readonly #known = new Map<string, number>();

  position(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.#known.size);
    this.add(text);
    return this.#known.size - 1;
  }
}

/** Packs towns and entries into columns, with the keys under which they are found. */
export function packedIndex(all: Towns, entries: readonly GazetteerEntry[], replaced: ReadonlySet<number>): BuiltIndex {
  const shared = new Shared();
  const places = all.towns.length + entries.length;
  const latitude = new Float64Array(places).fill(Number.NaN);
  const longitude = new Float64Array(places).fill(Number.NaN);
  const hidden = new Uint8Array(places);
  for (const [i, town] of all.towns.entries()) {
    latitude[i] = Number(town.lat);
    longitude[i] = Number(town.lng);
    if (replaced.has(i)) hidden[i] = 1;
  }
  const texts = new Texts();
  for (const [i, entry] of entries.entries()) {
    const place = all.towns.length + i;
    if (entry.latitude !== undefined) latitude[place] = entry.latitude;
    if (entry.longitude !== undefined) longitude[place] = entry.longitude;
    if (entry.precision !== 'near' || entry.latitude === undefined || entry.longitude === undefined) hidden[place] = 1;
    texts.add(JSON.stringify({ ...entry, admin: shared.position(JSON.stringify(entry.admin)) }));
  }
  const keys = [...townKeys(all, replaced), ...entryKeys(entries, all.towns.length)];
  keys.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.place - b.place));
  const [entryTexts, entryAt] = texts.packed();
  const towns = packedTowns(all, shared);
  const [sharedTexts, sharedAt] = shared.packed();
  return {
    ...{ ...towns, latitude, longitude, hidden },
    ...{ entries: entryTexts, entryAt, shared: sharedTexts, sharedAt, ...packedKeys(keys) },
  };
}

function packedTowns({ towns, units }: Towns, shared: Shared): Pick<BuiltIndex, 'townNames' | 'townNameAt' | 'unit'> {
  const names = new Texts();
  const unit = Uint32Array.from(towns, ({ name, country, admin1, admin2 }) => {
    names.add(name);
    const code = `${country}.${admin1}.${admin2}`;
    const both = [units.get(code), units.get(`${country}.${admin1}`)].filter((each) => each !== undefined);
    return shared.position(JSON.stringify({ code, names: both } satisfies SharedUnit));
  });
  const [townNames, townNameAt] = names.packed();
  return { townNames, townNameAt, unit };
}

function townKeys({ towns }: Towns, replaced: ReadonlySet<number>): Key[] {
  return towns.flatMap(({ name }, place) =>
    replaced.has(place) ? [] : [{ text: placeKey(name), place, role: NAME.current }],
  );
}

function entryKeys(entries: readonly GazetteerEntry[], towns: number): Key[] {
  return entries.flatMap(({ names, former }, i) => {
    const keys = new Map<string, Key>();
    const add = (name: string, role: number) => {
      const text = placeKey(bareName(name).bare);
      if (text !== '' && !keys.has(text)) keys.set(text, { text, place: towns + i, role });
    };
    for (const name of Object.values(names)) add(name, NAME.current);
    for (const { name } of former) add(name, NAME.former);
    return [...keys.values()];
  });
}

function packedKeys(list: readonly Key[]): Pick<BuiltIndex, 'keys' | 'keyAt' | 'keyPlace' | 'keyRole' | 'pairs'> {
  const texts = new Texts();
  const pairs = new Uint32Array(2 * list.length);
  for (const [i, { text }] of list.entries()) {
    texts.add(text);
    pairs.set(pairBits(text), 2 * i);
  }
  const [keys, keyAt] = texts.packed();
  const keyPlace = Uint32Array.from(list, ({ place }) => place);
  return { keys, keyAt, keyPlace, keyRole: Uint8Array.from(list, ({ role }) => role), pairs };
}
