import { expect, test } from 'vitest';
import { codeFor } from './codes.ts';

test.each([
  ['Team', 'TEA'],
  ['Kharkiv', 'KHA'],
  ['Харків', 'KHA'],
  ['Щастя', 'SHC'],
  ['Île-de-Fer', 'ILE'],
  ['2 Go', 'GOX'],
  ['—', 'XXX'],
])('a compartment named %s gets the code %s', (name, code) => {
  expect(codeFor(name, new Set())).toBe(code);
});

test('a code that is taken gets a digit', () => {
  expect(codeFor('Team', new Set(['TEA', 'TEA2']))).toBe('TEA3');
});
