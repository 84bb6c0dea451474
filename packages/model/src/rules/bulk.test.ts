import { expect, test } from 'vitest';
import { type BulkChange, bulkStep } from './bulk.ts';

const ME = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const by = { author: ME, reason: 'Sorted together' };
const incident = (body: Record<string, unknown>, change: BulkChange) => bulkStep('incident', body, change, by);

test.each<[string, Record<string, unknown>, BulkChange, Record<string, unknown> | 'same']>([
  ['a tag joins the others', { tags: ['a'] }, { do: 'tag', tag: 'b' }, { tags: ['a', 'b'] }],
  ['a tag that stands there stays', { tags: ['a'] }, { do: 'tag', tag: 'a' }, 'same'],
  ['the last tag leaves no empty list', { tags: ['a'] }, { do: 'untag', tag: 'a' }, { tags: null }],
  ['a tag that is not there needs no change', {}, { do: 'untag', tag: 'a' }, 'same'],
  ['somebody joins the work', { assigned: [OTHER] }, { do: 'assign', account: ME }, { assigned: [OTHER, ME] }],
  ['somebody leaves it', { assigned: [OTHER, ME] }, { do: 'unassign', account: OTHER }, { assigned: [ME] }],
  ['a day is set', { due: '2031-03-04' }, { do: 'due', day: '2031-03-05' }, { due: '2031-03-05' }],
  ['a status is set', { status: 'triage' }, { do: 'status', status: 'open' }, { status: 'open' }],
  ['guarding grows', {}, { do: 'sensitivity', level: 'case-only' }, { sensitivity: 'case-only' }],
])('%s', (_, body, change, expected) => {
  expect(incident(body, change)).toEqual(expected === 'same' ? { left: 'same' } : { patch: expected });
});

test('who says that it is ready, and who reviews it, stand in the step by name', () => {
  const ready = { status: 'review', review: { readyBy: ME, reviewedBy: null, reasons: null } };
  expect(incident({ status: 'open' }, { do: 'status', status: 'review' })).toEqual({ patch: ready });
  const waiting = { status: 'review', review: { readyBy: OTHER } };
  const reviewed = { status: 'reviewed', review: { readyBy: OTHER, reviewedBy: ME, reasons: 'Sorted together' } };
  expect(incident(waiting, { do: 'status', status: 'reviewed' })).toEqual({ patch: reviewed });
});

test('nothing is opened, and what has no status gets none', () => {
  const down = { do: 'sensitivity', level: 'public' } as const;
  expect(incident({ sensitivity: 'case-only' }, down)).toEqual({ refused: 'less-strict' });
  expect(bulkStep('actor', {}, { do: 'status', status: 'open' }, by)).toEqual({ refused: 'no-status' });
});
