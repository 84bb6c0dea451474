import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeChanges, patchBetween } from './merge.ts';
import { same } from './same.ts';

const FIELDS = ['title', 'summary', 'place'];
const before = { title: 'A', summary: 'one', place: { name: { en: 'X' } } };

test('what only one side changed is merged without a question', () => {
  const merged = mergeChanges(before, { ...before, title: 'B' }, { ...before, summary: 'two' }, FIELDS);
  expect(merged).toEqual({ mine: { title: 'B' }, theirs: ['summary'], clashes: [] });
});

test('both wrote the same, in another order of keys: nothing is left to do', () => {
  const place = { precision: 'exact', name: { en: 'Y' } };
  const other = { name: { en: 'Y' }, precision: 'exact' };
  expect(mergeChanges(before, { ...before, place }, { ...before, place: other }, FIELDS)).toEqual({
    mine: {},
    theirs: [],
    clashes: [],
  });
});

test('both changed one field otherwise: a person decides, and a field taken away counts as changed', () => {
  const { summary: _, ...without } = before;
  expect(mergeChanges(before, { ...before, summary: 'mine' }, without, FIELDS).clashes).toEqual([
    { field: 'summary', before: 'one', mine: 'mine', theirs: undefined },
  ]);
});

/** Applies a merge patch as RFC 7396 writes it down, so that what is sent can be judged by what the server makes of it. */
function apply(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const made: Record<string, unknown> =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete made[key];
    else made[key] = apply(made[key], value);
  }
  return made;
}

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }));
const key = fc.constantFrom('a', 'b', 'c');
const bodies = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { maxKeys: 3 })), { maxKeys: 3 });

test('the patch makes the one body of the other', () => {
  fc.assert(
    fc.property(bodies, bodies, (was, is) => {
      expect(same(apply(was, patchBetween(was, is)), is)).toBe(true);
    }),
  );
});
