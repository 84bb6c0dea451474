import { expect, test } from 'vitest';
import { grouped } from './kind-groups.ts';

const term = (code: string, broader?: string) => ({
  code,
  label: { en: code, uk: code },
  ...(broader ? { broader } : {}),
});
const TERMS = [
  term('life'),
  term('killing', 'life'),
  term('execution', 'killing'),
  term('liberty'),
  term('detention', 'liberty'),
];
const WORDS: Record<string, string> = {
  life: 'Проти життя',
  killing: 'Убивство',
  execution: 'Страта',
  liberty: 'Проти свободи',
};
const word = (code: string) => WORDS[code] ?? code;

test('every term stands under the widest one, which stands there too', () => {
  expect(grouped(TERMS, word, '')).toEqual([
    { head: 'life', codes: ['life', 'killing', 'execution'] },
    { head: 'liberty', codes: ['liberty', 'detention'] },
  ]);
});

test('what is typed is sought in the words, whatever its case; a group found by name shows whole', () => {
  expect(grouped(TERMS, word, 'СТРАТ')).toEqual([{ head: 'life', codes: ['execution'] }]);
  expect(grouped(TERMS, word, 'свобод')).toEqual([{ head: 'liberty', codes: ['liberty', 'detention'] }]);
  expect(grouped(TERMS, word, 'quite else')).toEqual([]);
});
