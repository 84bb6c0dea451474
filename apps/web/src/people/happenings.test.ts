import { expect, test } from 'vitest';
import { givenReason } from './happenings.ts';

test('of a reason remains what a person wrote', () => {
  expect(givenReason('Account suspended: The laptop was taken.')).toBe('The laptop was taken.');
  expect(givenReason('Factors reset: the membership rests: asked by telephone')).toBe('asked by telephone');
  expect(givenReason('Membership changed')).toBe('');
  expect(givenReason('Back from the field')).toBe('Back from the field');
});
