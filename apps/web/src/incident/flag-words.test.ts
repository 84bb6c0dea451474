import { expect, test } from 'vitest';
import { FLAG_WORDS, flagWords } from './flag-words.ts';

// By address, not by import: the browser's type check would otherwise take in the whole server.
const REPORT = '../../../server/src/exchange/report.ts';

test('every problem that an importer flags has a sentence', async () => {
  const { PROBLEMS } = (await import(REPORT)) as { PROBLEMS: Record<string, string> };
  expect(Object.keys(FLAG_WORDS).sort()).toEqual(Object.keys(PROBLEMS).sort());
});

test('a problem without a known code is shown as it was written', () => {
  const say = (id: string) => id;
  expect(flagWords({ problem: 'day-missing: No day is given.' }, say)).toBe('problem.dayMissing');
  expect(flagWords({ problem: 'The low figure: above the best one.' }, say)).toBe(
    'The low figure: above the best one.',
  );
  expect(flagWords({}, say)).toBe('');
});
