import { expect, test } from 'vitest';
import { isSortedAs, sortedBody, standingOf, TRIAGE_DECISIONS, titleFrom } from './triage.ts';

const by = 'a';
const at = '2026-01-01T00:00:00.000Z';

test('a decision stands in the item itself, and in the stage of an imported incident', () => {
  const item = { itemKind: 'file', notes: 'kept' };
  expect(sortedBody('item', item, { as: 'irrelevant', by, at, reasons: 'Advertising' })).toEqual({
    ...item,
    triage: { state: 'irrelevant', by, at, reasons: 'Advertising' },
  });
  expect(sortedBody('incident', { title: 'x' }, { as: 'attach', by, at })).toEqual({ title: 'x', status: 'duplicate' });
  const standings = (kind: 'item' | 'incident') =>
    TRIAGE_DECISIONS.map((as) => standingOf(kind, sortedBody(kind, {}, { as, by, at })));
  expect(standings('item')).toEqual(['done', 'done', 'done', 'later', 'waiting']);
  expect(standings('incident')).toEqual(['done', 'done', 'done', 'later', 'waiting']);
  expect(standingOf('item', {})).toBe('waiting');
  expect(standingOf('incident', {})).toBe('waiting');
});

test('who asks a second time is known by the decision and the name under it', () => {
  const after = sortedBody('item', {}, { as: 'later', by, at });
  expect(isSortedAs('item', after, 'later', by)).toBe(true);
  expect(isSortedAs('item', after, 'later', 'b')).toBe(false);
  expect(isSortedAs('item', after, 'irrelevant', by)).toBe(false);
});

test('a first title comes from the caption, else from the name of the file', () => {
  expect(titleFrom({ title: ' Smoke\nover the mill ', file: { name: 'a.jpg' } })).toBe('Smoke over the mill');
  expect(titleFrom({ file: { name: 'evening/one/IMG_2041.MP4' } })).toBe('IMG_2041');
  expect(titleFrom({})).toBe('');
  expect([...titleFrom({ title: 'ї'.repeat(900) })]).toHaveLength(200);
});
