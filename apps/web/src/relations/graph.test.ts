import { expect, test } from 'vitest';
import { bundleKey, drawing, emptyGraph, shownLinks, withHub, withOpen, withPage } from './graph.ts';
import type { Relations } from './shapes.ts';

const node = (id: string, kind = 'actor') => ({ id, kind, reference: id, name: id });
const NONE: ReadonlySet<string> = new Set();
const hub: Relations = {
  nodes: [node('i', 'incident'), node('a', 'act')],
  links: [],
  groups: [
    { type: 'victim-of', direction: 'in', n: 3 },
    { type: 'precedes', direction: 'out', n: 1 },
  ],
  next: null,
};
const page: Relations = {
  nodes: [node('p'), node('q'), node('a', 'act')],
  links: ['p', 'q'].map((from) => ({ id: `l${from}`, from, to: 'a', type: 'victim-of' })),
  groups: [],
  next: 'cursor',
};
const key = bundleKey('i', 'victim-of', 'in');

test('what is not opened stands as a number, and numbers and links add up to all there is', () => {
  const begun = withHub(emptyGraph('i'), 'i', hub);
  expect(drawing(begun, NONE).things.map(({ id, rest }) => [id, rest])).toEqual([
    ['i', 0],
    ['a', 0],
    [key, 3],
    [bundleKey('i', 'precedes', 'out'), 1],
  ]);
  const opened = withPage(begun, key, page);
  const drawn = drawing(opened, NONE);
  expect(drawn.things.find(({ id }) => id === key)?.rest).toBe(1);
  expect(drawn.things.map(({ id }) => id)).toEqual(expect.arrayContaining(['i', 'a', 'p', 'q']));
  // Every edge has both ends.
  const ids = new Set(drawn.things.map(({ id }) => id));
  for (const { from, to } of drawn.edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  expect(shownLinks(opened, NONE).map(({ id }) => id)).toEqual(['lp', 'lq']);
  expect(shownLinks(opened, new Set(['victim-of']))).toEqual([]);
  const folded = withOpen(opened, key, false);
  expect(shownLinks(folded, NONE)).toEqual([]);
  expect(drawing(folded, NONE).things.find(({ id }) => id === key)?.rest).toBe(3);
  expect(shownLinks(withOpen(folded, key, true), NONE)).toHaveLength(2);
});

test('the same page twice, and the same link from its other end, stand once', () => {
  const opened = withPage(withPage(withHub(emptyGraph('i'), 'i', hub), key, page), key, page);
  const other = withHub(opened, 'p', {
    nodes: [node('p')],
    links: [],
    groups: [{ type: 'victim-of', direction: 'out', n: 1 }],
    next: null,
  });
  const both = withPage(other, bundleKey('p', 'victim-of', 'out'), {
    ...page,
    links: page.links.slice(0, 1),
    next: null,
  });
  expect(shownLinks(both, NONE).map(({ id }) => id)).toEqual(['lp', 'lq']);
});
