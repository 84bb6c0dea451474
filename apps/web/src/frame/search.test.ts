import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search.ts';

test.each([
  [{ code: ['method:drone', 'tag:a b'], level: 3 }, '?code=method:drone&code=tag:a%20b&level=3'],
  [{ from: '2031-03-05', panel: 'who', absent: undefined }, '?from=2031-03-05&panel=who'],
  [{ text: '1e5', open: true }, '?text=1e5&open=true'],
  [{ text: 'школа, 5' }, `?text=${encodeURIComponent('школа')},%205`],
  [{ deep: { a: [1] } }, '?deep=%7B%22a%22:%5B1%5D%7D'],
  [{}, ''],
])('%o stands in the address as %s and comes back', (search, text) => {
  expect(stringifySearch(search)).toBe(text);
  expect(parseSearch(text)).toEqual(JSON.parse(JSON.stringify(search)));
});

test('what only looks like a number or an object stays as it was typed', () => {
  expect(parseSearch('?text=007&tag={broken')).toEqual({ text: '007', tag: '{broken' });
});
