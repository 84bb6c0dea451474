import { expect, test } from 'vitest';
import type { Integrity } from '../api/shapes.ts';
import { type Comparison, comparisonOf, standing } from './standing.ts';

const log: Integrity = {
  size: 62,
  anchored: { size: 62, by: ['witness.example'], time: '2031-07-04T12:00:00Z' },
  unanchored: 0,
  pending: 0,
  signing: { ok: true, message: '' },
};
const ago = () => '12 min ago';
const stateOf = (change: Partial<Integrity>, seen: Comparison = 'agrees') =>
  standing({ ...log, ...change }, ago, seen).state;

test('the lamp is calm only when an outside anchor covers every entry', () => {
  expect(stateOf({})).toBe('calm');
  expect(stateOf({ unanchored: 1 })).toBe('notice');
  expect(stateOf({ anchored: { size: 0, by: [], time: null }, unanchored: 0, size: 0 })).toBe('notice');
});

test('stopped signing outweighs everything else', () => {
  expect(stateOf({ signing: { ok: false, message: 'another root' } })).toBe('alarm');
});

test('a damaged file and a partner with two histories are told on every page, whatever is anchored', () => {
  expect(standing({ ...log, alarms: { files: true, forks: true } }, ago, 'agrees')).toMatchObject({
    ...{ state: 'alarm', word: 'lamp.files' },
  });
  expect(standing({ ...log, alarms: { files: false, forks: true } }, ago, 'agrees').word).toBe('lamp.fork');
  expect(stateOf({ alarms: { files: false, forks: false } })).toBe('calm');
});

test('a log other than the one that this browser saw outweighs even that', () => {
  expect(standing({ ...log, signing: { ok: false } }, ago, 'contradicts').word).toBe('lamp.contradicted');
  expect(stateOf({}, 'contradicts')).toBe('alarm');
});

test('a log that does not show how it continues is never calm', () => {
  expect(stateOf({}, 'unknown')).toBe('notice');
  expect(stateOf({}, 'asking')).toBe('calm');
});

test('a key that was replaced is told before anything else that is no alarm, until it is compared', () => {
  expect(standing(log, ago, 'key-replaced')).toMatchObject({ state: 'notice', word: 'lamp.keyReplaced' });
  expect(stateOf({ signing: { ok: false, message: '' } }, 'key-replaced')).toBe('alarm');
  const replaced = { key: 'old', at: '', since: '' };
  expect(comparisonOf({ data: { key: 'k', note: 'n', replaced }, isError: false })).toBe('key-replaced');
});

test('a contradiction stays where the next answer fails', () => {
  const kept = { key: 'k', note: 'n' };
  expect(comparisonOf({ data: kept, isError: false })).toBe('agrees');
  expect(comparisonOf({ data: kept, isError: true })).toBe('unknown');
  expect(comparisonOf({ data: undefined, isError: true })).toBe('unknown');
  const contradiction = { why: 'smaller', key: 'k', note: 'n' } as const;
  expect(comparisonOf({ data: { ...kept, contradiction }, isError: true })).toBe('contradicts');
});
