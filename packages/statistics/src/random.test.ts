import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Randomness } from './random.ts';

const words = (randomness: Randomness, count: number) => Array.from({ length: count }, () => randomness.word());

test('from the state 1, 2, 3, 4 come the outputs of the authors’ program, as the tests of rand_xoshiro hold them', () => {
  expect(words(Randomness.ofState(1, 2, 3, 4), 10)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('a seed is spread by SplitMix32, whose first outputs for 0 are known', () => {
  const spread = Randomness.ofState(1684164658, 3653269916, 2939563536, 2141751570);
  expect(words(Randomness.ofSeed(0), 20)).toEqual(words(spread, 20));
  // Published beside another implementation.
  expect(words(Randomness.ofSeed(12345), 6)).toEqual([
    1093274547, 203003357, 3741353573, 3803725158, 4178738660, 810247443,
  ]);
});

test('each number below a limit comes about equally often', () => {
  const randomness = Randomness.ofSeed(7);
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 70_000; i += 1) counts[randomness.below(7)]! += 1;
  // χ² with 6 degrees of freedom: above 22.5 once in a thousand seeds.
  expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.5);
});

test('different numbers are as many as asked, all below the limit, and each pair is as likely', () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 30 }),
      (seed, end, wish) => {
        const drawn = [...Randomness.ofSeed(seed).different(Math.min(wish, end), end)];
        expect(new Set(drawn).size).toBe(Math.min(wish, end));
        expect(drawn.every((number) => Number.isInteger(number) && number >= 0 && number < end)).toBe(true);
      },
    ),
  );
  const randomness = Randomness.ofSeed(11);
  const pairs = new Map<string, number>();
  for (let i = 0; i < 30_000; i += 1) {
    const pair = [...randomness.different(2, 4)].sort().join();
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  expect(pairs.size).toBe(6);
  // χ² with 5 degrees of freedom: above 20.5 once in a thousand seeds.
  expect([...pairs.values()].reduce((sum, count) => sum + (count - 5_000) ** 2 / 5_000, 0)).toBeLessThan(20.5);
});
