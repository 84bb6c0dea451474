import { expect, test } from 'vitest';
import { type Candidate, matching } from './record-candidates.ts';

const of = (n: number, name: string): Candidate => ({ id: `id-${n}`, reference: `TEA-00000${n}`, name });
const AMONG = [of(1, 'Вулиця.jpg'), of(2, 'page.html'), of(3, 'Page capture'), of(2, 'page.html')];

test('what is sought stands in the name or the reference, in any case; oneself is never offered', () => {
  expect(matching(AMONG, 'вулиця', null).map(({ id }) => id)).toEqual(['id-1']);
  expect(matching(AMONG, ' PAGE ', null).map(({ id }) => id)).toEqual(['id-2', 'id-3']);
  expect(matching(AMONG, 'page', 'id-2').map(({ id }) => id)).toEqual(['id-3']);
  expect(matching(AMONG, 'tea-000001', null).map(({ id }) => id)).toEqual(['id-1']);
});

test('a long list is cut to what can be looked over', () => {
  const many = Array.from({ length: 30 }, (_, n) => of(n, `file ${n}`));
  expect(matching(many, '', null)).toHaveLength(8);
});
