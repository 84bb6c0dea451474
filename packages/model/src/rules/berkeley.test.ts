import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../kinds/item.ts';
import { bodyOf } from '../testing.ts';
import { BERKELEY_POINTS, type BerkeleyPoint, berkeleyChecklist, type PointState } from './berkeley.ts';
import { itemRules } from './item.ts';

const FILE = { sha256: 'a'.repeat(64), bytes: 3 };

function states(item: Partial<Item>, fileSound: boolean | null = null): Record<BerkeleyPoint, PointState> {
  return Object.fromEntries(berkeleyChecklist(item, { fileSound }).map(({ point, state }) => [point, state])) as never;
}

test('an item of which nothing is known lacks all that concerns it', () => {
  const file = states({ itemKind: 'file', file: FILE });
  expect(file['source-named']).toBe('missing');
  expect(file.address).toBe('not-applicable');
  expect(file['digest-at-collection']).toBe('present');
  expect(file['fixity-checked']).toBe('missing');
  expect(file['storage-place']).toBe('not-applicable');
});

test('a capture from the network needs address, source of the page and full capture; a photograph in the hand does not', () => {
  const wanted: BerkeleyPoint[] = [
    'address',
    'page-source',
    'page-capture',
    'collected-under',
    'clock-checked',
    'context',
  ];
  const bare = states({ itemKind: 'capture', file: FILE });
  for (const point of wanted) expect(bare[point], point).toBe('missing');
  const photograph = states({ itemKind: 'file', file: FILE, captureClass: 'original' });
  for (const point of wanted) expect(photograph[point], point).toBe('not-applicable');
  const full = states({
    itemKind: 'capture',
    file: FILE,
    publicUrl: 'https://news.example/1',
    captureClass: 'web-archive',
    collection: { clockOffsetSeconds: 0, context: 'Two comments' },
    collectedUnder: { account: 'reader-7' },
  });
  for (const point of wanted) expect(full[point], point).toBe('present');
});

test('an object is kept somewhere and passes through hands; it has no digest', () => {
  const bare = states({ itemKind: 'object' });
  expect([bare['storage-place'], bare.custody, bare['digest-at-collection']]).toEqual([
    'missing',
    'missing',
    'not-applicable',
  ]);
  const kept = states({ itemKind: 'object', storagePlace: 'Safe 2', custody: [{ at: '2022-03-01', event: 'stored' }] });
  expect([kept['storage-place'], kept.custody]).toEqual(['present', 'present']);
});

test('a question that was not put is no consent, and a class that is not established is none', () => {
  expect(states({ consent: { status: 'not-asked' } })['consent-recorded']).toBe('missing');
  expect(states({ consent: { status: 'refused' } })['consent-recorded']).toBe('present');
  expect(states({ captureClass: 'unknown' })['capture-class']).toBe('missing');
});

test('only bytes that were read again and found the same count as checked', () => {
  const item = { itemKind: 'file', file: FILE };
  expect(states(item, false)['fixity-checked']).toBe('missing');
  expect(states(item, true)['fixity-checked']).toBe('present');
});

test('every point is answered once for every item, whatever it holds', () => {
  fc.assert(
    fc.property(bodyOf('item'), (body) => {
      expect(berkeleyChecklist(body as Partial<Item>).map(({ point }) => point)).toEqual([...BERKELEY_POINTS]);
    }),
  );
});

test('an item keeps its file and what it was made from', () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const context = { author: 'a', id, others: new Map() };
  const other = { ...FILE, sha256: 'b'.repeat(64) };
  const codes = (before: object | null, after: object) =>
    itemRules({ ...context, before, after }).map(({ code }) => code);
  expect(codes({ file: FILE }, { file: FILE })).toEqual([]);
  expect(codes({ file: FILE }, {})).toEqual([]);
  expect(codes({ file: FILE }, { file: other })).toEqual(['other-file']);
  expect(codes(null, { derivative: { of: id } })).toEqual(['derivative-of-itself']);
  expect(codes({ derivative: { of: 'x' } }, { derivative: { of: 'y' } })).toEqual(['other-derivative']);
});
