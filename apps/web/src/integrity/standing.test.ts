import { expect, test } from 'vitest';
import type { Integrity } from '../api/shapes.ts';
import { standing } from './standing.ts';

const log: Integrity = {
  size: 62,
  anchored: { size: 62, by: ['witness.example'], time: '2031-07-04T12:00:00Z' },
  unanchored: 0,
  pending: 0,
  signing: { ok: true, message: '' },
};
const ago = () => '12 min ago';
const stateOf = (change: Partial<Integrity>) => standing({ ...log, ...change }, ago).state;

test('the lamp is calm only when an outside anchor covers every entry', () => {
  expect(stateOf({})).toBe('calm');
  expect(stateOf({ unanchored: 1 })).toBe('notice');
  expect(stateOf({ anchored: { size: 0, by: [], time: null }, unanchored: 0, size: 0 })).toBe('notice');
});

test('stopped signing outweighs everything else', () => {
  expect(stateOf({ signing: { ok: false, message: 'another root' } })).toBe('alarm');
});
