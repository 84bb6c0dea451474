import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, createToken, setMember, signInWithToken } from '../access/index.ts';
import { type Populated, populate } from '../testing/populated.ts';
import { type Change, commit, newId } from './index.ts';
import { filterOf } from './read.ts';
import { plainSearchIds, searchIds } from './read-store.ts';
import { withSession } from './session.ts';
import type { Session } from './types.ts';

let full: Populated;
const sessions: Session[] = [];

beforeAll(async () => {
  full = await populate();
  const { instance, session, compartment, other } = full;
  await commit(instance, session, [...scattered(compartment.id, 60), ...scattered(other.id, 40)], 'Scattered');
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

const WORDS = ['bridge', 'market', 'school', 'convoy'];

/** Records over time, place, words and sensitivities, the same each time. */
function scattered(compartment: string, n: number): Change[] {
  const levels = ['public', 'partner', 'internal', 'case-only', 'sealed'];
  return Array.from({ length: n }, (_, i) => ({
    id: newId(),
    kind: 'incident',
    compartment,
    base: 0,
    body: {
      title: `${WORDS[i % 4]} ${WORDS[(i * 7) % 4]} ${i}`,
      sensitivity: levels[i % 5],
      time: {
        start: `2031-0${1 + (i % 9)}-1${i % 10}`,
        end: `2031-0${1 + (i % 9)}-2${i % 9}`,
        precision: 'week',
        tz: 'Europe/Kyiv',
      },
      place: { point: { latitude: (i % 20) - 10, longitude: (i % 30) - 15 }, precision: 'near' },
    },
  }));
}

test('the definer function finds exactly what the plain query under policies finds, for any filter and anybody', async () => {
  const day = fc
    .integer({ min: 0, max: 300 })
    .map((n) => new Date(Date.UTC(2031, 0, 1) + n * 86_400_000).toISOString());
  const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined });
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
    kind: optional(fc.constantFrom('incident' as const, 'act' as const, 'actor' as const)),
    within: fc.nat({ max: 2 }),
    limit: fc.integer({ min: 1, max: 200 }),
  });
  await fc.assert(
    fc.asyncProperty(filter, async ({ who, text, from, days, box, kind, within, limit }) => {
      const session = sessions[who];
      if (session === undefined) return;
      const compartment = [undefined, full.compartment.id, full.other.id][within];
      const to = from === undefined ? undefined : new Date(Date.parse(from) + days * 86_400_000).toISOString();
      const query = filterOf(
        {
          ...(text === undefined ? {} : { text }),
          ...(from === undefined || to === undefined ? {} : { from, to }),
          ...(box === undefined ? {} : { bbox: box }),
          ...(kind === undefined ? {} : { kind }),
          ...(compartment === undefined ? {} : { compartment }),
        },
        limit,
      );
      await withSession(full.instance, session, async (db) => {
        expect(await searchIds(db, session.secret, query)).toEqual(await plainSearchIds(db, query));
      });
    }),
    { numRuns: 300 },
  );
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
