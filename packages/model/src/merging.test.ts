import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MergeLink, mergedGroups } from './merging.ts';

const id = fc.integer({ min: 0, max: 12 }).map(String);
const link: fc.Arbitrary<MergeLink> = fc.record({ type: fc.constant('same-as'), from: id, to: id });

test('splitting what was merged gives back what was there', () => {
  fc.assert(
    fc.property(fc.array(link, { maxLength: 12 }), link, (before, merge) => {
      const split = { ...merge, withdrawn: { by: 'a', reasons: 'two different people' } };
      expect(mergedGroups([...before, split])).toEqual(mergedGroups(before));
    }),
  );
});

test('the order of decisions does not matter, and every record stands in one group at most', () => {
  fc.assert(
    fc.property(fc.array(link, { maxLength: 12 }), (links) => {
      const groups = mergedGroups(links);
      const sorted = (all: string[][]) => all.map((group) => group.join()).sort();
      expect(sorted(mergedGroups([...links].reverse()))).toEqual(sorted(groups));
      expect(new Set(groups.flat()).size).toBe(groups.flat().length);
    }),
  );
});

test('two records that may be the same stay apart until someone decides', () => {
  expect(mergedGroups([{ type: 'possible-duplicate-of', from: 'a', to: 'b' }])).toEqual([]);
});
