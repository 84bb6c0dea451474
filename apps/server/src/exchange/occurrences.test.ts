import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignOccurrences, groupsOf, statementRole } from './occurrences.ts';
import type { Existing } from './port.ts';

/** Groups whose newest statement has these digests, occurrence 1 first. */
function stored(digests: readonly string[]) {
  return groupsOf(
    digests.map((digest, index): Existing => {
      const external = { dataset: 'd', id: 'x', occurrence: index + 1, role: statementRole(1, digest) };
      return { id: `${index}`, kind: 'statement', revision: 1, body: {}, external };
    }),
  );
}

const assign = (digests: string[], existing: string[]) =>
  Object.fromEntries(assignOccurrences(digests, stored(existing)));

test('rows in another order keep their occurrences', () => {
  expect(assign(['b', 'a'], ['a', 'b'])).toEqual({ a: 1, b: 2 });
});

test('a changed row takes the occurrence that nothing matches, wherever it stands', () => {
  expect(assign(['c', 'a'], ['a', 'b'])).toEqual({ a: 1, c: 2 });
  expect(assign(['c', 'b'], ['a', 'b'])).toEqual({ c: 1, b: 2 });
});

test('further contents become further occurrences', () => {
  expect(assign(['a', 'c', 'd'], ['a'])).toEqual({ a: 1, c: 2, d: 3 });
  expect(assign(['a', 'b'], [])).toEqual({ a: 1, b: 2 });
});

test('the newest statement tells the content', () => {
  const [group] = groupsOf(
    ['a', 'b', 'a'].map((digest, index): Existing => {
      const external = { dataset: 'd', id: 'x', occurrence: 1, role: statementRole(index + 1, digest) };
      return { id: `${index}`, kind: 'statement', revision: 1, body: {}, external };
    }),
  );
  expect(group).toMatchObject({ statements: 3, digest: 'a' });
});

test('no occurrence is given twice, and equal content always finds its own', () => {
  const digests = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
  fc.assert(
    fc.property(digests, digests, (rows, existing) => {
      const assigned = assignOccurrences(rows, stored(existing));
      expect(new Set(assigned.values()).size).toBe(rows.length);
      for (const row of rows) if (existing.includes(row)) expect(assigned.get(row)).toBe(existing.indexOf(row) + 1);
    }),
  );
});
