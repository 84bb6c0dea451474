import { expect, test } from 'vitest';
import { urgencyOf } from './urgency.ts';

const today = '2026-03-10';
const since = '2026-03-09T08:00:00.000Z';

test('a day that is past and a person who asked come first', () => {
  expect(urgencyOf({ what: 'assigned', due: '2026-03-09', since }, today)).toBe('now');
  expect(urgencyOf({ what: 'overdue', due: '2026-03-09', since }, today)).toBe('now');
  expect(urgencyOf({ what: 'mention', since }, today)).toBe('now');
  expect(urgencyOf({ what: 'conflict', since }, today)).toBe('now');
});

test('a day within the week comes next, one further on last', () => {
  expect(urgencyOf({ what: 'assigned', due: today, since }, today)).toBe('soon');
  expect(urgencyOf({ what: 'assigned', due: '2026-03-17', since }, today)).toBe('soon');
  expect(urgencyOf({ what: 'review', due: '2026-03-18', since }, today)).toBe('later');
});

test('what waits for a second person becomes urgent by waiting; what only grows comes last', () => {
  expect(urgencyOf({ what: 'review', since }, today)).toBe('soon');
  expect(urgencyOf({ what: 'level', since: '2026-03-07T23:00:00.000Z' }, today)).toBe('now');
  expect(urgencyOf({ what: 'assigned', since: '2025-01-01T00:00:00.000Z' }, today)).toBe('soon');
  for (const what of ['flag', 'duplicate', 'triage'] as const)
    expect(urgencyOf({ what, since: '2025-01-01T00:00:00.000Z' }, today)).toBe('later');
});
