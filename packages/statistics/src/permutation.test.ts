import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ObservedPerson, TimingError } from './circles.ts';
import { type PermutationOptions, permutationTest } from './permutation.ts';
import { Randomness } from './random.ts';

const USUAL: PermutationOptions = { window: 10, null: 'uniform', repetitions: 999, seed: 20220224 };

/** People whose acts and harms have nothing to do with one another. */
function unrelated(randomness: Randomness, count: number): ObservedPerson[] {
  return Array.from({ length: count }, () => ({
    ...{ from: 0, to: 99 },
    acts: [...randomness.different(1 + randomness.below(4), 100)],
    harms: Array.from({ length: 1 + randomness.below(3) }, () => randomness.below(100)),
  }));
}

/** Harms five days after every act. */
const FOLLOWED: readonly ObservedPerson[] = [20, 35, 50, 65, 80, 130].map((act) => ({
  ...{ from: 0, to: 199, acts: [act], harms: [act + 5] },
}));

describe.each(['uniform', 'shift'] as const)('acts placed anew: %s', (kind) => {
  test('over 1,000 sets of people without any link, p is uniform or conservative', () => {
    const randomness = Randomness.ofSeed(kind === 'uniform' ? 3 : 4);
    const ps = Array.from({ length: 1_000 }, (_, seed) => {
      const { p } = permutationTest(unrelated(randomness, 8), { ...USUAL, null: kind, repetitions: 99, seed });
      return p ?? Number.NaN;
    });
    for (const level of [0.01, 0.05, 0.1, 0.25, 0.5, 0.75]) {
      const share = ps.filter((p) => p <= level).length / ps.length;
      expect(share).toBeLessThan(level + 3.1 * Math.sqrt((level * (1 - level)) / ps.length));
    }
    // It is not so cautious that it never finds anything.
    expect(ps.filter((p) => p <= 0.25).length).toBeGreaterThan(100);
  });

  test('acts on most days, in stretches of two intensities, are found no more often than they should be', () => {
    const randomness = Randomness.ofSeed(5);
    const intensity = [
      { from: 0, name: 'quiet' },
      { from: 20, name: 'fierce' },
      { from: 30, name: 'quiet' },
    ];
    const ps = Array.from({ length: 1_000 }, (_, seed) => {
      const people = Array.from({ length: 4 }, () => ({
        ...{ from: 0, to: 39, intensity },
        // Both acts and harms are four times as frequent in the ten fierce days.
        acts: [
          ...[...randomness.different(4, 10)].map((day) => 20 + day),
          ...[...randomness.different(3, 30)].map((day) => (day < 20 ? day : day + 10)),
        ],
        harms: [20 + randomness.below(10), 20 + randomness.below(10), randomness.below(20)],
      }));
      return permutationTest(people, { ...USUAL, window: 3, null: kind, repetitions: 99, seed }).p ?? Number.NaN;
    });
    for (const level of [0.05, 0.1, 0.5])
      expect(ps.filter((p) => p <= level).length / 1_000).toBeLessThan(
        level + 3.1 * Math.sqrt((level * (1 - level)) / 1_000),
      );
  });

  test('harms that follow every act are found', () => {
    const result = permutationTest(FOLLOWED, { ...USUAL, null: kind });
    expect(result).toMatchObject({ persons: 6, informative: 6, harms: 6, observed: 6, null: kind, seed: 20220224 });
    expect(result.expected).toBeLessThan(1);
    expect(result.p).toBe(1 / 1_000);
  });
});

test('the same seed gives the same result, another a p that is close', () => {
  const people = unrelated(Randomness.ofSeed(99), 12);
  const first = permutationTest(people, USUAL);
  expect(permutationTest(people, USUAL)).toEqual(first);
  const other = permutationTest(people, { ...USUAL, seed: 1 });
  expect(other.expected).not.toBe(first.expected);
  expect(other.p).toBeCloseTo(first.p ?? Number.NaN, 1);
});

test('p is that of every possible place, where all can be counted', () => {
  // One act in four days, a harm on the last, a window of one day: one place of four. Five such people: 4^-5.
  const people = Array.from({ length: 5 }, () => ({ from: 1, to: 4, acts: [3], harms: [4] }));
  const { p, expected } = permutationTest(people, { ...USUAL, window: 1, repetitions: 100_000 });
  expect(expected).toBeCloseTo(5 / 4, 1);
  expect(p).toBeGreaterThan(0.0005);
  expect(p).toBeLessThan(0.0016);
});

test('p lies above 0 and up to 1, and a later beginning of all days changes nothing', () => {
  const day = fc.integer({ min: 0, max: 60 });
  const person = fc.record({ acts: fc.array(day, { maxLength: 5 }), harms: fc.array(day, { maxLength: 5 }) });
  fc.assert(
    fc.property(fc.array(person, { maxLength: 6 }), fc.integer({ min: -5_000, max: 5_000 }), (list, by) => {
      const at = (shift: number) =>
        list.map(({ acts, harms }) => ({
          ...{ from: shift, to: 60 + shift },
          acts: acts.map((each) => each + shift),
          harms: harms.map((each) => each + shift),
        }));
      const options = { ...USUAL, repetitions: 19 };
      const result = permutationTest(at(0), options);
      if (result.p !== null) {
        expect(result.p).toBeGreaterThanOrEqual(1 / 20);
        expect(result.p).toBeLessThanOrEqual(1);
      }
      expect(permutationTest(at(by), options)).toEqual(result);
    }),
    { numRuns: 50 },
  );
});

test('there is no p with fewer than five harms, nor with fewer than two people, who can tell anything', () => {
  const person = (harms: number, more: Partial<ObservedPerson> = {}): ObservedPerson => ({
    ...{ from: 0, to: 50, acts: [10], harms: Array.from({ length: harms }, (_, i) => 11 + i) },
    ...more,
  });
  expect(permutationTest([person(2), person(2)], USUAL)).toMatchObject({ harms: 4, expected: null, p: null });
  expect(permutationTest([person(2), person(3)], USUAL).p).not.toBeNull();
  expect(permutationTest([person(5)], USUAL)).toMatchObject({ informative: 1, p: null });
  // Nobody without an act, and nobody who could not have acted on another day, makes up the number.
  const silent = person(9, { acts: [] });
  const single = person(0, { from: 10, to: 10, harms: [10] });
  expect(permutationTest([person(4), silent, single], USUAL)).toMatchObject({ informative: 1, harms: 4, p: null });
});

test('the day of the act itself is not after it, and the window’s last day is', () => {
  const harms = [10, 11, 13, 14, 9];
  const people = [10, 10].map((act) => ({ from: 0, to: 50, acts: [act], harms }));
  expect(permutationTest(people, { ...USUAL, window: 3 }).observed).toBe(4);
});

describe('what cannot be is refused by name', () => {
  const fine: ObservedPerson = { from: 0, to: 9, acts: [1], harms: [2] };
  test.each<[string, Partial<PermutationOptions>, RegExp]>([
    ['a window of 0', { window: 0 }, /window is 0\. Give whole days/],
    ['a fraction of a day', { window: 1.5 }, /window is 1\.5/],
    ['no repetitions', { repetitions: 0 }, /repetitions is 0/],
    ['a seed below 0', { seed: -1 }, /seed is -1/],
    ['a seed of 2^32', { seed: 2 ** 32 }, /seed is 4294967296/],
    ['another null', { null: 'random' as 'shift' }, /null is "random"/],
  ])('%s', (_, change, message) => {
    const run = () => permutationTest([fine], { ...USUAL, ...change });
    expect(run).toThrow(TimingError);
    expect(run).toThrow(message);
  });

  test.each<[string, Partial<ObservedPerson>, RegExp]>([
    ['a period that ends before it begins', { from: 9, to: 0 }, /Person 2: The observed period ends \(day 0\)/],
    ['an act before the period', { acts: [-1] }, /Person 2: Day -1 of an act or a harm lies outside/],
    ['a harm after it', { harms: [10] }, /Person 2: Day 10/],
    ['half a day', { acts: [1.5] }, /Person 2: Days must be whole numbers/],
    ['no number', { harms: [Number.NaN] }, /Person 2: Days must be whole numbers/],
    ['an endless period', { to: 2 ** 40 }, /Person 2: The observed period is longer/],
    [
      'two intensities at once',
      { intensity: [3, 3].map((from) => ({ from, name: 'fierce' })) },
      /Person 2: Two stretches/,
    ],
  ])('%s', (_, change, message) => {
    const run = () => permutationTest([fine, { ...fine, ...change }], USUAL);
    expect(run).toThrow(TimingError);
    expect(run).toThrow(message);
  });
});
