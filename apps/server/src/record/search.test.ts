import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, createToken, setMember, signInWithToken } from '../access/index.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { type Change, commit, newId } from './index.ts';
import { filterOf } from './read.ts';
import { plainSearchIds, searchIds } from './read-store.ts';
import { withSession } from './session.ts';
import type { SearchQuery, Session } from './types.ts';

let full: Populated;
const sessions: Session[] = [];

beforeAll(async () => {
  full = await populate();
  const { instance, session, compartment, other } = full;
  const incidents = [...scattered(compartment.id, 60), ...scattered(other.id, 40)];
  await commit(instance, session, incidents, 'Scattered');
  await commit(instance, session, [itemOf(compartment.id), itemOf(other.id), ...incidents.flatMap(actsOf)], 'Acts');
  sessions.push(session);
  for (const [name, within, clearance] of [
    ['a', 'Team', 'public'],
    ['b', 'Team', 'internal'],
    ['c', 'Other', 'case-only'],
    ['d', null, ''],
  ] as const) {
    await addUser(instance, 'operator:tester', { email: `${name}@example.org`, name });
    if (within !== null)
      await setMember(instance, 'operator:tester', {
        compartment: within,
        user: `${name}@example.org`,
        role: 'reader',
        clearance,
      });
    const { token } = await createToken(instance, 'operator:tester', { user: `${name}@example.org` });
    const live = await signInWithToken(instance, token);
    if (live !== null) sessions.push(live.session);
  }
});
afterAll(() => full?.stop());

const ACT_TYPES = ['killing', 'torture', 'enforced-disappearance'];

const items = new Map<string, string>();

/** What the acts of a compartment rest on. */
function itemOf(compartment: string): Change {
  const id = newId();
  items.set(compartment, id);
  return { id, kind: 'item', compartment, base: 0, body: { itemKind: 'object', title: 'Notebook' } };
}

function basisIn(compartment: string): object[] {
  const by = { recordedBy: 'tester', recordedAt: '2031-03-07T10:00:00Z', method: 'interview' };
  return [{ itemId: items.get(compartment), ...by }];
}

/** Acts of every third incident, at levels of their own: some are hidden where their incident is not. */
function actsOf({ id, compartment }: Change, i: number): Change[] {
  if (i % 3 === 2) return [];
  const basis = basisIn(compartment);
  const type = { scheme: 'act-type', code: ACT_TYPES[i % ACT_TYPES.length] };
  const body = { incident: id, type, sensitivity: LEVELS[(i * 3) % 5], level: 0, basis };
  return [{ id: newId(), kind: 'act', compartment, base: 0, body }];
}

const PLACES = [
  { en: 'Lower Market', uk: 'Нижній Торг' },
  { en: 'Lowland' },
  { uk: "Куп'янськ-Вузловий" },
  { en: 'Market Saint-Denis', uk: 'Верхній Торг' },
];
const PRECISIONS = ['exact', 'near', 'adm1', 'country', 'line'];
const LEVELS = ['public', 'partner', 'internal', 'case-only', 'sealed'];
const WORDS = ['bridge', 'market', 'school', 'convoy'];

/** Records over time, place, words and sensitivities, the same each time. */
function scattered(compartment: string, n: number): Change[] {
  return Array.from({ length: n }, (_, i) => ({
    id: newId(),
    kind: 'incident',
    compartment,
    base: 0,
    body: {
      title: `${WORDS[i % 4]} ${WORDS[(i * 7) % 4]} ${i}`,
      sensitivity: LEVELS[i % 5],
      time: {
        start: `2031-0${1 + (i % 9)}-1${i % 10}`,
        end: `2031-0${1 + (i % 9)}-2${i % 9}`,
        precision: 'week',
        tz: 'Europe/Kyiv',
      },
      place: {
        point: { latitude: (i % 20) - 10, longitude: (i % 30) - 15 },
        precision: PRECISIONS[i % 5],
        name: PLACES[i % 4],
        // Wider than any circle that stands for a precision.
        ...(i % 11 === 0 ? { radiusM: 900_000 } : {}),
      },
    },
  }));
}

test('the definer function finds exactly what the plain query under policies finds, for any filter and anybody', async () => {
  const day = fc
    .integer({ min: 0, max: 300 })
    .map((n) => new Date(Date.UTC(2031, 0, 1) + n * 86_400_000).toISOString());
  const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    // Absent half of the time: of six filters at once hardly anything is found.
    fc.option(arbitrary, { nil: undefined, freq: 2 });
  const filter = fc.record({
    who: fc.nat({ max: 4 }),
    text: optional(fc.constantFrom(...WORDS, 'market -school', '"bridge market"', 'absent', "'; drop table x")),
    from: optional(day),
    days: fc.integer({ min: 1, max: 120 }),
    // In a third of them west lies beyond east: an area across the antimeridian.
    box: optional(
      fc
        .tuple(
          fc.integer({ min: -20, max: 0 }),
          fc.integer({ min: -12, max: 0 }),
          fc.integer({ min: 1, max: 20 }),
          fc.integer({ min: 1, max: 12 }),
          fc.nat({ max: 2 }),
        )
        .map(([west, south, east, north, turned]): [number, number, number, number] =>
          turned === 0 ? [east, south, west, north] : [west, south, east, north],
        ),
    ),
    act: optional(fc.constantFrom(...ACT_TYPES, 'life', 'absent')),
    place: optional(
      fc.constantFrom('low', 'Market', 'торг', 'НИЖ тор', 'Куп', 'denis', 'den ma', 'absent', "a' | b:*"),
    ),
    near: optional(
      fc.record({
        latitude: fc.integer({ min: -12, max: 12 }),
        longitude: fc.integer({ min: -20, max: 20 }),
        km: fc.integer({ min: 1, max: 1000 }),
      }),
    ),
    kind: optional(fc.constantFrom('incident' as const, 'act' as const, 'actor' as const)),
    within: fc.nat({ max: 2 }),
    limit: fc.integer({ min: 1, max: 200 }),
  });
  await fc.assert(
    fc.asyncProperty(filter, async ({ who, text, from, days, box, act, place, near, kind, within, limit }) => {
      const session = sessions[who];
      if (session === undefined) return;
      const compartment = [undefined, full.compartment.id, full.other.id][within];
      const to = from === undefined ? undefined : new Date(Date.parse(from) + days * 86_400_000).toISOString();
      const query = filterOf(
        {
          ...(text === undefined ? {} : { text }),
          ...(from === undefined || to === undefined ? {} : { from, to }),
          ...(box === undefined ? {} : { bbox: box }),
          ...(act === undefined ? {} : { act }),
          ...(place === undefined ? {} : { place }),
          ...(near === undefined ? {} : { near }),
          ...(kind === undefined ? {} : { kind }),
          ...(compartment === undefined ? {} : { compartment }),
        },
        limit,
      );
      await withSession(full.instance, session, async (db) => {
        const found = await searchIds(db, session.secret, query);
        expect(found).toEqual(await plainSearchIds(db, query));
        for (const [name, value] of Object.entries({ text, from, box, act, place, near }))
          if (value !== undefined && found.length > 0) useful.add(name);
      });
    }),
    { numRuns: 400 },
  );
  expect([...useful].sort()).toEqual(['act', 'box', 'from', 'near', 'place', 'text']);
});

const useful = new Set<string>();

async function titlesFor(session: Session, query: SearchQuery): Promise<string[]> {
  const { search } = await import('./index.ts');
  const { records } = await search(full.instance, session, { ...query, limit: 500 });
  return records.map(({ body }) => String(body.title)).sort();
}

test('a name of a place is found by the beginnings of its words, in either script, and by nothing else', async () => {
  const { instance, session, compartment } = full;
  const incident = (title: string, body: object): Change => ({
    ...{ id: newId(), kind: 'incident', compartment: compartment.id, base: 0, body: { title, ...body } },
  });
  const place = (name: object) => ({ place: { precision: 'unknown', name } });
  await commit(
    instance,
    session,
    [
      incident('named', place({ en: 'Zelenivka', uk: 'Зеленівка' })),
      incident('only told of', { summary: 'On the road to Zelenivka, Зеленівка', ...place({ en: 'Elsewhere' }) }),
      incident('hidden', { sensitivity: 'case-only', ...place({ en: 'Zelenivka' }) }),
      incident('sealed', { sensitivity: 'sealed', ...place({ en: 'Zelenivka' }) }),
    ],
    'Names',
  );
  for (const text of ['zelen', 'ZELENIVKA', 'зеленів'])
    expect(await titlesFor(session, { place: text }), text).toEqual(
      text.startsWith('з') ? ['named'] : ['hidden', 'named'],
    );
  expect(await titlesFor(session, { place: 'elenivka' })).toEqual([]);
  expect(await titlesFor(sessions[2] as Session, { place: 'zelen' })).toEqual(['named']);
  expect((await titlesFor(session, { place: ' — ' })).length).toBeGreaterThan(4);
});

test('an incident is found by an act only by whom the act is shown', async () => {
  const { instance, session, compartment } = full;
  const id = newId();
  const change = { compartment: compartment.id, base: 0 };
  const incident: Change = { ...change, id, kind: 'incident', body: { title: 'of two acts' } };
  const basis = basisIn(compartment.id);
  const act = (code: string, sensitivity: string): Change => ({
    ...{ ...change, id: newId(), kind: 'act' },
    body: { incident: id, type: { scheme: 'act-type', code }, sensitivity, level: 0, basis },
  });
  await commit(instance, session, [incident, act('ill-treatment', 'internal'), act('rape', 'case-only')], 'Acts');
  expect(await titlesFor(session, { act: 'ill-treatment' })).toEqual(['of two acts']);
  expect(await titlesFor(session, { act: 'rape' })).toEqual(['of two acts']);
  expect(await titlesFor(sessions[2] as Session, { act: 'ill-treatment' })).toEqual(['of two acts']);
  expect(await titlesFor(sessions[2] as Session, { act: 'rape' })).toEqual([]);
  expect(await titlesFor(session, { act: 'sexual-violence' })).toEqual(['of two acts']);
  expect(await titlesFor(session, { act: 'act-type:pillage' })).toEqual([]);
});

test('near counts from the edge of what is known of a place, across the antimeridian and the pole too', async () => {
  const { instance, session, compartment } = full;
  const at = (title: string, latitude: number, longitude: number, more: object = {}): Change => ({
    ...{ id: newId(), kind: 'incident', compartment: compartment.id, base: 0 },
    body: { title, place: { point: { latitude, longitude }, precision: 'exact', ...more } },
  });
  await commit(
    instance,
    session,
    [
      at('spot', 60, 100),
      // One degree of latitude is 111.2 km.
      at('one degree north', 61, 100),
      at('one degree north, known to 10 km', 61, 100, { radiusM: 10_000 }),
      at('ten degrees north, known to 1000 km', 70, 100, { radiusM: 1_000_000 }),
      at('somewhere in the country', 60, 100, { precision: 'country' }),
      at('west of the line', 50, 179.95),
      at('east of the line', 50, -179.95),
      at('beyond the pole', 89.9, 0),
    ],
    'Near',
  );
  const near = (latitude: number, longitude: number, km: number) =>
    titlesFor(session, { near: { latitude, longitude, km } });
  expect(await near(60, 100, 1)).toEqual(['spot']);
  expect(await near(60, 100, 102)).toEqual(['one degree north, known to 10 km', 'spot']);
  expect(await near(60, 100, 111)).toEqual(['one degree north, known to 10 km', 'spot']);
  expect(await near(60, 100, 113)).toEqual([
    'one degree north',
    'one degree north, known to 10 km',
    'spot',
    'ten degrees north, known to 1000 km',
  ]);
  expect(await near(50, 180, 5)).toEqual(['east of the line', 'west of the line']);
  expect(await near(50, -179.99, 5)).toEqual(['east of the line', 'west of the line']);
  expect(await near(89.9, 180, 30)).toEqual(['beyond the pole']);
});

test('an area across the antimeridian is what lies in its two halves, and nothing between them', async () => {
  const { instance, session, compartment } = full;
  const place = (longitude: number) => ({ point: { latitude: 0, longitude }, precision: 'exact' });
  const longitudes = [-180, -175, -160, 0, 64, 165, 175, 180];
  const changes = longitudes.map(
    (longitude): Change => ({
      ...{ id: newId(), kind: 'incident', compartment: compartment.id, base: 0 },
      body: { title: `Pacific ${longitude}`, place: place(longitude) },
    }),
  );
  await commit(instance, session, changes, 'Scattered');
  const found = async (west: number, east: number) => {
    const query = filterOf({ text: 'pacific', bbox: [west, -90, east, 90] }, 100);
    const ids = await withSession(instance, session, (db) => searchIds(db, session.secret, query));
    return longitudes.filter((_, i) => ids.includes(changes[i]?.id ?? ''));
  };
  expect(await found(170, -170)).toEqual([-180, -175, 175, 180]);
  expect(await found(-170, 170)).toEqual([-160, 0, 64, 165]);
  expect(await found(64, 64)).toEqual([64]);
  expect(await found(1, 0)).toEqual([-180, -175, -160, 0, 64, 165, 175, 180]);
});

test('paging gives every record once, in order, whatever the size of the page', async () => {
  const { search } = await import('./index.ts');
  const { instance, session, compartment } = full;
  const whole = (
    await search(instance, session, { compartment: compartment.id, kind: 'incident', limit: 500 })
  ).records.map(({ id }) => id);
  for (const limit of [1, 7, 100]) {
    const seen: string[] = [];
    let page = await search(instance, session, { compartment: compartment.id, kind: 'incident', limit });
    for (;;) {
      seen.push(...page.records.map(({ id }) => id));
      if (page.next === null || seen.length > 60) break;
      page = await search(instance, session, {
        compartment: compartment.id,
        kind: 'incident',
        limit,
        cursor: page.next,
      });
    }
    expect(seen).toEqual(whole.slice(0, seen.length));
    expect(new Set(seen).size).toBe(seen.length);
  }
});
