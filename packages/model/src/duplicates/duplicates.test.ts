import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS } from '../kinds.ts';
import { mergedGroups } from '../merging.ts';
import { asBeforeMerge, asDuplicate } from '../rules/merged.ts';
import {
  compareActors,
  compareIncidents,
  type IncidentSide,
  POSSIBLE_DUPLICATE_FROM,
  readyActor,
  readyIncident,
} from './compare.ts';
import { mainRecords } from './main-record.ts';
import { skeletonWords } from './skeleton.ts';

const words = fc.constantFrom(
  ...['Shelling', 'Обстріл', 'of', 'the', 'clinic', 'лікарні', 'Kharkiv', 'Харків', 'school', '7', 'Kyiv', 'Київ'],
);
const title = fc.array(words, { minLength: 1, maxLength: 7 }).map((each) => each.join(' '));
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2022-03-${String(n).padStart(2, '0')}`);
const time = fc.oneof(
  day.map((start) => ({ start, precision: 'day' as const })),
  fc.constant({ start: '2022-03', precision: 'month' as const }),
  fc.constant({ precision: 'unknown' as const }),
);
const point = fc.record({
  latitude: fc.double({ min: 46, max: 52, noNaN: true }),
  longitude: fc.double({ min: 23, max: 40, noNaN: true }),
});
const place = fc.record(
  {
    point,
    name: fc.record({ en: words }),
    precision: fc.constantFrom('exact' as const, 'near' as const, 'adm2' as const, 'country' as const),
  },
  { requiredKeys: ['precision'] },
);
const coding = words.map((code) => ({ scheme: 'act-type', code }));
const external = fc.record({
  dataset: fc.constantFrom('ucdp-ged', 'acled'),
  id: fc.constantFrom('1', '2'),
  occurrence: fc.constant(0),
  role: fc.constant('incident'),
});
const incident: fc.Arbitrary<IncidentSide> = fc.record({
  body: fc.record(
    {
      ...{ title, summary: title, time, place, codes: fc.array(coding, { maxLength: 3 }), external },
      ...{ moreTimes: fc.array(time, { maxLength: 2 }), morePlaces: fc.array(place, { maxLength: 2 }) },
    },
    { requiredKeys: ['title'] },
  ),
  names: fc.array(title, { maxLength: 3 }),
  acts: fc.array(words, { maxLength: 3 }),
  files: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
});
const actor = fc.record({
  body: fc.record(
    {
      actorType: fc.constantFrom('person', 'group'),
      names: fc.array(
        title.map((text) => ({ text })),
        { minLength: 1, maxLength: 3 },
      ),
      codes: fc.array(coding, { maxLength: 2 }),
      external,
    },
    { requiredKeys: ['names'] },
  ),
});
const likeness = (a: IncidentSide, b: IncidentSide) => compareIncidents(readyIncident(a), readyIncident(b));

test('the likeness of incidents is the same from both sides, between 0 and 1, and 1 for the same record', () => {
  fc.assert(
    fc.property(incident, incident, (a, b) => {
      const { score } = likeness(a, b);
      expect(likeness(b, a).score).toBeCloseTo(score, 12);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(likeness(a, a).score).toBeCloseTo(1, 12);
    }),
  );
});

test('the likeness of actors is the same from both sides, between 0 and 1, and 1 for the same record', () => {
  fc.assert(
    fc.property(actor, actor, (a, b) => {
      const { score } = compareActors(readyActor(a), readyActor(b));
      expect(compareActors(readyActor(b), readyActor(a)).score).toBeCloseTo(score, 12);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(compareActors(readyActor(a), readyActor(a)).score).toBeCloseTo(1, 12);
    }),
  );
});

test('further away in place or in time is never more alike', () => {
  const at = (km: number, days: number): IncidentSide => ({
    body: {
      title: 'Shelling of the clinic',
      // Days of one length: a shorter one in March tells a little more.
      time: { start: new Date(Date.UTC(2022, 2, 1 + days)).toISOString().slice(0, 10), precision: 'day', tz: 'UTC' },
      place: { point: { latitude: 50 + km / 111.2, longitude: 36 }, precision: 'near' },
    },
  });
  const here = at(0, 0);
  const distances = fc.tuple(
    fc.double({ min: 0, max: 500, noNaN: true }),
    fc.double({ min: 0, max: 500, noNaN: true }),
  );
  fc.assert(
    fc.property(distances, fc.integer({ min: 0, max: 60 }), (given, days) => {
      const [near, far] = [...given].sort((x, y) => x - y) as [number, number];
      expect(likeness(here, at(far, days)).score).toBeLessThanOrEqual(likeness(here, at(near, days)).score + 1e-12);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (one, other) => {
      const [near, far] = [Math.min(one, other), Math.max(one, other)];
      expect(likeness(here, at(0, far)).score).toBeLessThanOrEqual(likeness(here, at(0, near)).score + 1e-12);
    }),
  );
  expect(likeness(here, at(80, 0)).score).toBeLessThan(likeness(here, at(2, 0)).score / 2);
  expect(likeness(here, at(0, 20)).score).toBeLessThan(likeness(here, at(0, 1)).score / 2);
});

test('the same name in two scripts and spellings is found the same', () => {
  expect(skeletonWords('Зеленський')).toEqual(skeletonWords('Zelenskyy'));
  expect(skeletonWords('Зеленський')).toEqual(skeletonWords('Zelensky'));
  expect(skeletonWords('Харків')).toEqual(skeletonWords('Kharkiv'));
  expect(skeletonWords("Солов'йов")).toEqual(skeletonWords('Soloviov'));
  const named = (text: string, actorType = 'group') =>
    readyActor({ body: { actorType: actorType as never, names: [{ text }] } });
  const alike = compareActors(named('Сіра колона'), named('Sira kolona'));
  expect(alike.score).toBeGreaterThan(0.9);
  expect(alike.reasons[0]).toMatchObject({
    of: 'name',
    detail: { names: ['Сіра колона', 'Sira kolona'], acrossScripts: true },
  });
  expect(compareActors(named('Oleh Petrenko', 'person'), named('Петренко О.', 'person')).score).toBeGreaterThan(0.7);
  expect(
    compareActors(named('Олександр Шевченко', 'person'), named('Alexander Schewtschenko', 'person')).score,
  ).toBeGreaterThan(POSSIBLE_DUPLICATE_FROM);
  expect(compareActors(named('Сіра колона'), named('Brown brigade')).score).toBeLessThan(0.3);
  expect(compareActors(named('5th Brigade'), named('55th Brigade')).score).toBeLessThan(0.5);
  expect(compareActors(named('25th Brigade'), named('26th Brigade')).score).toBeLessThan(0.5);
  // Persons without public names are compared by nothing.
  expect(
    compareActors(readyActor({ body: { actorType: 'person' } }), readyActor({ body: { actorType: 'person' } })),
  ).toEqual({ score: 0, reasons: [] });
});

test('the same shelling told twice is proposed, another day, another town, or two rows of one data set are not', () => {
  const told: IncidentSide = {
    body: {
      title: 'Shelling of School No. 7 in Verlisk',
      time: { start: '2022-03-03', precision: 'day' },
      place: { point: { latitude: 49.98, longitude: 36.25 }, precision: 'near' },
    },
    names: ['Сіра колона'],
  };
  const again = (over: object, names = ['Sira Kolona']): IncidentSide => ({
    body: { ...told.body, title: 'School No 7, Verlisk, shelled', ...over },
    names,
  });
  expect(likeness(told, again({})).score).toBeGreaterThan(POSSIBLE_DUPLICATE_FROM);
  expect(likeness(told, again({ time: { start: '2022-03', precision: 'month' } })).score).toBeGreaterThan(
    POSSIBLE_DUPLICATE_FROM,
  );
  expect(likeness(told, again({ time: { start: '2022-03-09', precision: 'day' } })).score).toBeLessThan(0.5);
  const elsewhere = { point: { latitude: 47.1, longitude: 37.5 }, precision: 'near' };
  expect(likeness(told, again({ place: elsewhere })).score).toBeLessThan(0.5);
  const row = (id: string) => ({ external: { dataset: 'ucdp-ged', id, occurrence: 0, role: 'incident' } });
  const rows = [
    { body: { ...told.body, ...row('1') } },
    { body: { ...told.body, title: 'Air strike on Verlisk', ...row('2') } },
  ] as const;
  expect(likeness(...rows).score).toBeLessThan(POSSIBLE_DUPLICATE_FROM);
});

const id = fc.integer({ min: 0, max: 9 }).map(String);
const same = fc.record({ type: fc.constant('same-as'), from: id, to: id });

test('each merged group is spoken for by one of its own, whatever the order of decisions', () => {
  fc.assert(
    fc.property(fc.array(same, { maxLength: 10 }), (links) => {
      const mains = mainRecords(links);
      for (const group of mergedGroups(links)) {
        const main = group.filter((each) => !mains.has(each));
        expect(main).toHaveLength(1);
        for (const each of group) if (each !== main[0]) expect(mains.get(each)).toBe(main[0]);
      }
      expect(mainRecords([...links].reverse())).toEqual(mains);
    }),
  );
  expect(mainRecords([{ type: 'same-as', from: 'b', to: 'a' }])).toEqual(new Map([['b', 'a']]));
  expect(mainRecords([{ type: 'same-as', from: 'a', to: 'b' }])).toEqual(new Map([['a', 'b']]));
});

const status = fc.constantFrom(undefined, 'new', 'open', 'review', 'reviewed', 'documented', 'set-aside', 'duplicate');
const reviewed = fc.record({ readyBy: fc.constant('olena'), reviewedBy: fc.constant('ivan') });
const merging = fc.record(
  { title, time, status, review: reviewed, counts: fc.constant([]) },
  { requiredKeys: ['title'] },
) as fc.Arbitrary<{ title: string; status?: string }>;
const problemsOf = (before: object, after: object) =>
  KINDS.incident
    .rules({ before, after, author: 'somebody', id: 'a', others: new Map() } as never)
    .map(({ code }) => code);

test('splitting what was merged gives both back as they were, and no rule of review stands in the way', () => {
  fc.assert(
    fc.property(merging, fc.integer({ min: 1, max: 3 }), (given, times) => {
      // JSON knows no member without a value.
      const b = JSON.parse(JSON.stringify(given));
      let merged = b;
      // Merged into one or several, and split from all of them.
      for (let i = 0; i < times; i++) {
        expect(problemsOf(merged, asDuplicate(merged))).toEqual([]);
        merged = asDuplicate(merged);
      }
      expect(merged.status).toBe('duplicate');
      expect(asBeforeMerge(merged)).toEqual(b);
      expect(problemsOf(merged, asBeforeMerge(merged))).toEqual([]);
    }),
  );
});

test('a merge is no way around the second person', () => {
  const open = { title: 'A', status: 'open', review: { readyBy: 'olena', reviewedBy: 'ivan' } };
  const claims = { ...open, status: 'duplicate', merged: { status: 'reviewed' } };
  expect(problemsOf(open, claims)).toEqual(['merged-out-of-step']);
  expect(problemsOf({ ...open, status: 'duplicate' }, claims)).toEqual(['merged-out-of-step']);
  const merged = asDuplicate({ ...open, status: 'reviewed' });
  expect(problemsOf(merged, { ...merged, title: 'B' })).toEqual(['review-covers-fact']);
  expect(problemsOf(merged, { ...asBeforeMerge(merged), title: 'B' })).toEqual(['not-reviewed']);
  expect(problemsOf(asDuplicate(open), { ...open, status: 'reviewed' })).toEqual(['not-reviewed']);
  expect(problemsOf(merged, { ...merged, status: 'open' })).toEqual(['merged-no-duplicate']);
  expect(problemsOf(merged, { ...open, title: 'B' })).toEqual([]);
});
