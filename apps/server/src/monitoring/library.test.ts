import { type LibraryQuery, parseQuery } from '@cairn/model';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { rebuild, rebuildIfDue } from '../audit/rebuild.ts';
import { encodeCursor } from '../record/cursor.ts';
import { commit, newId, type Session, withSession } from '../record/index.ts';
import { type LibrarySubject, startLibrarySubject, WORDS } from '../testing/library-subject.ts';
import { addUpCounters } from './counting-loop.ts';
import { facets, library } from './library.ts';
import { libraryMap, timeline } from './library-map.ts';
import { plainCells, plainCodes, plainIds, plainMonths } from './library-plain-store.ts';
import { queryOf } from './library-query.ts';
import { findByName } from './names.ts';

let full: LibrarySubject;

beforeAll(async () => {
  full = await startLibrarySubject();
});
afterAll(() => full?.stop());

const day = fc.integer({ min: 0, max: 300 }).map((n) => new Date(Date.UTC(2031, 0, 1 + n)).toISOString().slice(0, 10));
/** Absent mostly: of many filters at once hardly anything is found. */
const sometimes = <T>(each: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: each });
const asked = fc.record({
  who: fc.nat({ max: 4 }),
  kind: fc.constantFrom('incident', 'incident', 'act', 'item'),
  text: sometimes(
    fc.constantFrom(...WORDS, 'лікарні', 'школа', 'Харків', 'bridges -convoy', '"told of a"', 'told bridge', "'; drop"),
  ),
  from: sometimes(day),
  bbox: sometimes(
    fc
      .tuple(fc.integer({ min: -16, max: 10 }), fc.integer({ min: -10, max: 0 }))
      .map(([w, s]) => `${w},${s},${w + 12},${s + 12}`),
  ),
  near: sometimes(fc.constantFrom('0,0,300', '5,-10,900')),
  status: sometimes(fc.constantFrom('triage', 'open')),
  code: fc.subarray(['method:small-arms', 'method:artillery', 'tag:late'], { maxLength: 2 }),
  act: sometimes(fc.constantFrom('killing', 'torture')),
  level: sometimes(fc.constantFrom('0', '1')),
  sort: fc.constantFrom('-changed', '-when', 'when', 'reference'),
  limit: fc.integer({ min: 1, max: 50 }),
});

async function everyPage(
  session: Session,
  query: LibraryQuery,
  limit: number,
): Promise<{ ids: string[]; n: number; exact: boolean }> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await library(full.instance, session, query, { limit, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.records.map(({ id }) => id));
    if (page.next === null) return { ids, ...page.total };
    cursor = page.next;
  }
}

test('the library finds what the plain query under policies finds, for any query and anybody, each once, in order, and counts it', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(asked, async ({ who, limit, ...given }) => {
      const session = full.sessions[who] as Session;
      const query = queryOf(given, session);
      const plain = await withSession(full.instance, session, (db) => plainIds(db, query));
      const { ids, n, exact } = await everyPage(session, query, Math.max(limit, Math.ceil(plain.length / 4)));
      expect(ids).toEqual(plain);
      expect({ n, exact }).toEqual({ n: plain.length, exact: true });
      found += ids.length;
    }),
    { numRuns: 120 },
  );
  expect(found).toBeGreaterThan(100);
}, 60_000);

test('a few weeks in a small area, and a wide one, give what the plain query gives', async () => {
  let found = 0;
  for (const session of full.sessions)
    for (const [from, to] of [
      ['2031-02-01', '2031-04-01'],
      ['2031-03-10', '2031-07-20'],
    ])
      for (const bbox of ['-12,-8,-7,-3', '-15,-10,-10,-5', '-1,3,4,8', '-180,-90,180,90', '14,-10,-14,10']) {
        const query = queryOf({ from, to, bbox, text: 'told' }, session);
        const plain = await withSession(full.instance, session, (db) => plainIds(db, query));
        expect((await everyPage(session, query, 200)).ids).toEqual(plain);
        found += plain.length;
      }
  expect(found).toBeGreaterThan(20);
});

test('facets, months and map say what the plain queries under policies say, from counters and from rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      asked,
      fc.boolean(),
      fc.integer({ min: 0, max: 7 }),
      async ({ who, limit: _, ...given }, bare, zoom) => {
        const session = full.sessions[who] as Session;
        const query = queryOf(bare ? { kind: given.kind } : given, session);
        // Of incidents, methods are those of their acts: figures.test.ts holds these.
        const schemes = query.kind === 'incident' ? ['tag'] : ['method', 'tag'];
        const plain = await withSession(full.instance, session, async (db) => ({
          codes: await plainCodes(db, { ...query, codes: [] }, schemes),
          months: await plainMonths(db, query),
        }));
        const told = await facets(full.instance, session, { ...query, codes: [] }, schemes);
        expect(told.every(({ exact, unit }) => exact && unit === `${query.kind}s`)).toBe(true);
        const codes = told.flatMap(({ scheme, codes }) => codes.map(({ code, n }) => `${scheme}:${code} ${n}`));
        expect(codes.sort()).toEqual(plain.codes.sort());
        const { bars, unknown } = await timeline(full.instance, session, query, 'month');
        const ids = await withSession(full.instance, session, (db) => plainIds(db, query));
        expect(bars.map(({ start, n }) => `${start} ${n}`)).toEqual(plain.months);
        expect(unknown + bars.reduce((sum, { n }) => sum + n, 0)).toBe(ids.length);
        // Counters hold an area against the middle of a cell: it is left out.
        const { bbox: _area, ...anywhere } = query;
        const cells = await withSession(full.instance, session, (db) => plainCells(db, anywhere, 2 ** (8 - zoom)));
        const map = await libraryMap(full.instance, session, anywhere, zoom);
        expect(map.cells.map(({ n }) => n).sort()).toEqual(cells.sort());
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('a day of the first of a month is of that month, from counters and from rows', async () => {
  const { instance, session, compartment } = full;
  const time = { start: '2031-12-01', precision: 'day' };
  const body = { title: 'Firstborn', time };
  await commit(instance, session, [{ id: newId(), kind: 'incident', compartment: compartment.id, base: 0, body }], 'F');
  const bars = async (asked: string, unit: 'day' | 'month') =>
    (await timeline(instance, session, parseQuery(asked).query, unit)).bars;
  const bar = { start: '2031-12-01', end: '2032-01-01', n: 1 };
  expect((await bars('', 'month')).at(-1)).toEqual(bar);
  expect(await bars('text=firstborn', 'month')).toEqual([bar]);
  expect(await bars('text=firstborn', 'day')).toEqual([{ ...bar, end: '2031-12-02' }]);
  expect(await bars('text=firstborn&from=2031-11-01&to=2031-12-01', 'month')).toEqual([]);
  expect(await bars('text=firstborn&from=2031-12-01&to=2031-12-02', 'month')).toEqual([bar]);
});

test('single places and squares lie in the area that is shown', async () => {
  for (const session of full.sessions) {
    const query = parseQuery('bbox=-10,-8,4,5&code=method:artillery').query;
    const { places, cells, more } = await libraryMap(full.instance, session, query, 9);
    const inside = (each: { longitude: number; latitude: number }) =>
      each.longitude >= -10 && each.longitude <= 4 && each.latitude >= -8 && each.latitude <= 5;
    expect({ cells, more, inside: places.every(inside) }).toEqual({ cells: [], more: false, inside: true });
    const found = await withSession(full.instance, session, (db) => plainIds(db, query));
    expect([...new Set(places.map(({ id }) => id))].sort()).toEqual(found.sort());
    const squares = await libraryMap(full.instance, session, query, 7);
    expect(squares.cells.every(inside)).toBe(true);
    for (const place of places) expect(place).toMatchObject({ kind: 'incident', title: expect.stringMatching(/\S/) });
  }
});

test('a line and an area are found wherever they reach, shown as they are, and only to whoever may read the place', async () => {
  const { instance, session, compartment } = full;
  const road = { type: 'LineString', coordinates: [[60, 40], [61, 40], [61, 41]] }; // biome-ignore format: one line
  const ring = [[70, 40], [72, 40], [72, 42], [70, 42], [70, 40]]; // biome-ignore format: one line
  const place = (shape: object) => ({ shape, precision: 'line', name: { en: 'Ring road' } });
  const shut = { sensitivity: 'case-only' };
  const laid = [
    { title: 'Road', place: place(road), morePlaces: [{ point: { latitude: 40, longitude: 65 }, precision: 'exact' }] },
    { title: 'District', place: place({ type: 'Polygon', coordinates: [ring] }), ...shut },
  ].map((body) => ({ id: newId(), kind: 'incident' as const, compartment: compartment.id, base: 0, body }));
  await commit(instance, session, laid, 'Shapes');
  const [roadId, districtId] = laid.map(({ id }) => id);
  const found = async (bbox: string, by: Session) => {
    const { query } = parseQuery(`bbox=${bbox}`);
    const { records } = await library(instance, by, query);
    const { places } = await libraryMap(instance, by, query, 11);
    expect([...new Set(places.map(({ id }) => id))]).toEqual(records.map(({ id }) => id));
    return places;
  };
  const [, low, middle, elsewhere, nobody] = full.sessions as [Session, Session, Session, Session, Session];
  // Far from the points that stand for them: an end of the road, an inner corner of the district.
  const [end] = await found('60.9,40.9,61.1,41.1', session);
  expect(end).toMatchObject({ id: roadId, shape: road, precision: 'line', title: 'Road', longitude: 61 });
  expect(await found('60.2,40.2,60.8,40.8', session)).toEqual([]);
  expect(await found('64.9,39.9,65.1,40.1', session)).toMatchObject([{ id: roadId, radius: 0 }]);
  const corner = '71.7,41.7,71.95,41.95';
  expect(await found(corner, session)).toMatchObject([{ id: districtId, shape: { coordinates: [ring] } }]);
  // Once, however many of its points lie there.
  expect(await found('55,35,75,45', session)).toHaveLength(3);
  for (const other of [low, middle, elsewhere, nobody]) expect(await found(corner, other)).toEqual([]);
  expect((await library(instance, session, parseQuery('near=41.0,61.2,20').query)).records.map(({ id }) => id)).toEqual(
    [roadId],
  );
  expect((await audit(instance)).findings).toEqual([]);
});

test('words are found in their forms: English, Russian and Ukrainian', async () => {
  const { instance, session, compartment } = full;
  const title = 'Bombing of schools; разрушена больница; зруйновано лікарню у Львові';
  await commit(
    instance,
    session,
    [{ id: newId(), kind: 'incident', compartment: compartment.id, base: 0, body: { title } }],
    'Words',
  );
  for (const text of [
    'school',
    'bombings',
    'больницы',
    'больницу',
    'лікарня',
    'лікарні',
    'лікарнею',
    'Львів',
    'зруйнована',
  ]) {
    const { records } = await library(instance, session, { ...parseQuery('').query, text });
    expect(
      records.map(({ body }) => body.title),
      text,
    ).toContain(title);
  }
  const { records } = await library(instance, session, { ...parseQuery('').query, text: 'лікар school' });
  expect(records.map(({ body }) => body.title)).not.toContain(title);
});

test('public names are found across scripts with the reason, identity names never', async () => {
  const { instance, session, compartment } = full;
  const actor = (body: object) => ({
    id: newId(),
    kind: 'actor' as const,
    compartment: compartment.id,
    base: 0,
    body: body as Record<string, unknown>,
  });
  const source = actor({ actorType: 'organisation', names: [{ text: 'Gazette' }] });
  const shown = actor({ actorType: 'armed-group', names: [{ text: 'Бригада Зеленський', lang: 'uk' }] });
  const hidden = actor({ actorType: 'person', identity: { names: [{ text: 'Тарас Зеленський' }] } });
  await commit(instance, session, [source, shown, hidden], 'Names');
  const found = async (q: string) =>
    (await findByName(instance, session, { q })).map(({ id, why }) => [id, why] as const);
  expect(await found('Зеленський')).toEqual([[shown.id, 'same']]);
  expect(await found('Zelenskyy')).toEqual([[shown.id, 'transliterated']]);
  expect(await found('Selenskyj')).toEqual([[shown.id, 'sounds-alike']]);
  expect(await found('Brihada Zelinskyy')).toEqual([[shown.id, expect.stringMatching(/sounds-alike|similar/)]]);
  expect(await found('Тарас')).toEqual([]);
  const nobody = full.sessions[4] as Session;
  expect(await findByName(instance, nobody, { q: 'Зеленський' })).toEqual([]);
});

test('counters follow every commit, change and rebuild, added up or not', async () => {
  const { instance, session, compartment, incidents } = full;
  const counts = async () => {
    const all = await facets(instance, session, parseQuery('').query, ['tag', 'incident-status', 'method']);
    return JSON.stringify([
      all,
      await libraryMap(instance, session, parseQuery('').query, 4),
      await timeline(instance, session, parseQuery('').query, 'year'),
    ]);
  };
  const [first] = incidents;
  const change = (base: number, more: object) =>
    commit(
      instance,
      session,
      [{ ...(first as (typeof incidents)[number]), base, body: { ...first?.body, ...more } }],
      'Changed',
    );
  const id = newId();
  await commit(
    instance,
    session,
    [{ id, kind: 'incident', compartment: compartment.id, base: 0, body: { title: 'New', tags: ['fresh'] } }],
    'New',
  );
  await change(1, { tags: ['changed'], place: { point: { latitude: 50, longitude: 30 }, precision: 'exact' } });
  const before = await counts();
  expect(before).toContain('"changed","n":1');
  await addUpCounters(instance);
  expect(await counts()).toBe(before);
  await change(2, { tags: [], sensitivity: 'internal' });
  expect(await counts()).not.toContain('"changed"');
  expect((await audit(instance)).findings).toEqual([]);
  const last = await counts();
  await rebuild(instance);
  expect(await counts()).toBe(last);
  expect((await audit(instance)).findings).toEqual([]);
}, 60_000);

test('writers at once do not wait for what is added up, and nothing is lost', async () => {
  const { instance, session, compartment } = full;
  const total = async () => (await library(instance, session, parseQuery('tag=together').query)).total.n;
  const one = () =>
    commit(
      instance,
      session,
      [
        {
          id: newId(),
          kind: 'incident',
          compartment: compartment.id,
          base: 0,
          body: { title: 'T', tags: ['together'] },
        },
      ],
      'At once',
    );
  await Promise.all([...Array.from({ length: 12 }, one), addUpCounters(instance), addUpCounters(instance)]);
  expect(await total()).toBe(12);
  await addUpCounters(instance);
  expect(await total()).toBe(12);
});

test('rows that an older version did not derive are made once after an update', async () => {
  const { instance, session } = full;
  const names = async () =>
    (await instance.owner.query('select * from cairn.record_name order by record, ordinal')).rows;
  const before = await names();
  expect(before.length).toBeGreaterThan(1);
  expect(await rebuildIfDue(instance)).toBeNull();
  await instance.owner.query('delete from cairn.record_name');
  await instance.owner.query('delete from cairn.record_count');
  await instance.owner.query("insert into cairn.rebuild_due values ('test')");
  expect(await rebuildIfDue(instance)).toMatch(/made anew from [0-9]+ records/);
  expect(await names()).toEqual(before);
  expect(await rebuildIfDue(instance)).toBeNull();
  expect((await findByName(instance, session, { q: 'Red Fold' })).map(({ why }) => why)).toEqual(['same']);
  expect((await audit(instance)).findings).toEqual([]);
}, 60_000);

test.each(['<conditions>', "<levels>') or true --", 'X\0', ''])(
  'a cursor with %j for a reference is none',
  async (reference) => {
    const session = full.sessions[0] as Session;
    const cursor = encodeCursor(['reference', 'reference', reference, newId()]);
    const query = queryOf({ sort: 'reference' }, session);
    const asked = async () => library(full.instance, session, query, { cursor });
    await expect(asked()).rejects.toThrow('is not a cursor of this order');
  },
);
