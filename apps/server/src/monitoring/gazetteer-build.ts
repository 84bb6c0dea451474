import type { BuiltIndex } from './gazetteer-index.ts';
import { placeKey } from './gazetteer-names.ts';
import { packedIndex } from './gazetteer-pack.ts';
import { circleOf, knownPlaces, pcodesOf, readTowns, type Towns, unitEntries } from './gazetteer-towns.ts';
import type { GazetteerEntry } from './gazetteer-types.ts';

/** Reads what npm has, puts what was added to it, and builds the index. Takes a second or two, and memory: call it in another process. */
export async function buildIndex(added: readonly GazetteerEntry[]): Promise<BuiltIndex> {
  const all = await readTowns();
  const { entries, replaced } = knownPlaces(all);
  const units = unitEntries(all);
  if (added.length === 0) return packedIndex(all, [...entries, ...units], replaced);
  const gone = new Set<GazetteerEntry>();
  const placed = joinedUnits(joinedTowns(all, { entries, replaced, gone }, added), units, gone);
  const rest = [...entries, ...units].filter((entry) => !gone.has(entry));
  return packedIndex(all, [...rest, ...placed], replaced);
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
