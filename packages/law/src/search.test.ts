import { expect, test } from 'vitest';
import { LAW } from './builtin.ts';
import { searchLaw } from './search.ts';

const ids = (words: string, most?: number) => searchLaw(LAW, words, most).map(({ norm }) => norm.id);

test.each(['8(2)(b)(i)', '8.2.b.i', 'rs:8.2.b.i', 'art. 8(2)(b)(i)', 'Article 8 (2) (b) (i)', 'ст. 8(2)(b)(i)'])(
  'the place is found as %s',
  (words) => expect(ids(words)[0]).toBe('rs:8.2.b.i'),
);

test('places of other shapes', () => {
  expect(ids('8(2)(b)(vii)-1')[0]).toBe('rs:8.2.b.vii-1');
  expect(ids('25(3)(b)')[0]).toBe('rs:25.3.b');
  expect(ids('8 bis (1)')[0]).toBe('rs:8bis.1');
  expect(ids('ст. 442-1')[0]).toBe('uacc:442-1');
  expect(ids('8(2)(b)', 100).filter((id) => id.startsWith('rs:8.2.b.')).length).toBeGreaterThan(30);
});

test.each([
  ['starvation', 'rs:8.2.b.xxv'],
  ['голод', 'rs:8.2.b.xxv'],
  ['голодом', 'rs:8.2.b.xxv'],
  ['human shields', 'rs:8.2.b.xxiii'],
  ['живі щити', 'rs:8.2.b.xxiii'],
  ['enforced disappearance', 'rs:7.1.i'],
  ['насильницьке зникнення', 'rs:7.1.i'],
  ['насильницького зникнення', 'rs:7.1.i'],
  ['розграбування', 'rs:8.2.b.xvi'],
  ['PILLAGE', 'rs:8.2.b.xvi'],
])('%s finds %s', (words, id) => expect(ids(words)).toContain(id));

test('a word that only begins alike is another word', () => {
  expect(ids('голод', 100)).not.toContain('rs:8.2.b.xxviii');
});

test('either apostrophe finds the word', () => {
  expect(ids("ув'язнення").length).toBeGreaterThan(0);
  expect(ids("ув'язнення")).toEqual(ids('ув’язнення'));
});

test('every word must occur, no words find nothing, and only as many are given as were asked for', () => {
  expect(ids('pillage starvation')).toEqual([]);
  expect(ids('')).toEqual([]);
  expect(ids('ст.')).toEqual([]);
  expect(ids('zzzz')).toEqual([]);
  expect(ids('attack', 3)).toHaveLength(3);
});
