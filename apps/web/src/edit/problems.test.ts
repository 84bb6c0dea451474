import { validate } from '@cairn/model';
import { expect, test } from 'vitest';
import type { WordId } from '../words/words.ts';
import { problemWords } from './problems.ts';

const say = (id: WordId) => id;
const of = (path: string, code: string) => problemWords({ path, code, message: "in the server's words" }, say);

test('what the schema refuses is said in the language of the reader, without a pattern', () => {
  const refused = validate('statement', { language: 'українська' });
  expect(refused.map((problem) => problemWords(problem, say))).toContain('problem.languageCode');
  expect(of('/title', 'wrong-shape')).toBe('problem.form');
  expect(of('/reason', 'pattern')).toBe('problem.form');
  expect(of('/reason', 'maxLength')).toBe('problem.tooLong');
});

test('what no word here covers stands in the words of the server', () => {
  expect(of('/title', 'something-new')).toBe("in the server's words");
});
