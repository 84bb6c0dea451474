import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesByScheme, isPlain, LIBRARY_KINDS, LIBRARY_SORTS, parseQuery, printQuery, withCodes } from './query.ts';
import { recordId } from './testing.ts';
import { LEVELS } from './values/level.ts';

const optional = <T>(each: fc.Arbitrary<T>) => fc.option(each, { nil: undefined });
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');
const degrees = (most: number) => fc.integer({ min: -most * 1000, max: most * 1000 }).map((n) => String(n / 1000));
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const given = fc.record({
  kind: optional(fc.constantFrom(...LIBRARY_KINDS)),
  compartment: optional(recordId),
  text: optional(word),
  from: optional(day),
  bbox: optional(fc.tuple(degrees(180), degrees(45), degrees(180)).map(([w, s, e]) => `${w},${s},${e},50`)),
  near: optional(fc.tuple(degrees(90), degrees(180)).map(([a, b]) => `${a},${b},12.5`)),
  code: fc.array(
    word.map((text) => `method:${text.replaceAll(/[^\p{L}]/gu, '')}x`),
    { maxLength: 4 },
  ),
  tag: fc.array(word, { maxLength: 3 }),
  assigned: optional(fc.oneof(fc.constant('me'), recordId)),
  level: optional(fc.constantFrom(...LEVELS.map(String))),
  record: fc.array(recordId, { maxLength: 3 }),
  sort: optional(fc.constantFrom(...LIBRARY_SORTS)),
});

test('what is parsed, printed and parsed again is the same, and its order does not matter', () => {
  fc.assert(
    fc.property(given, fc.integer({ min: 1, max: 99 }), (params, turn) => {
      const { query, problems } = parseQuery(params);
      expect(problems).toEqual([]);
      const printed = printQuery(query);
      expect(parseQuery(`?${printed}`)).toEqual({ query, problems: [] });
      const parts = printed.split('&');
      const turned = [...parts.slice(turn % parts.length), ...parts.slice(0, turn % parts.length)].join('&');
      expect(printQuery(parseQuery(turned).query)).toBe(printed);
    }),
  );
});

test('any text is parsed without an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { query } = parseQuery(text);
      expect(parseQuery(printQuery(query)).query).toEqual(query);
    }),
  );
});

test('tag, batch and status are codes; codes stand together by scheme', () => {
  const batch = '00000000-0000-4000-8000-000000000001';
  const { query } = parseQuery(
    `status=open&tag=b&tag=a&code=tag:a&batch=${batch}&code=custom:weather:rain&code=method:drone`,
  );
  expect([...codesByScheme(query)]).toEqual([
    ['batch', [batch]],
    ['custom:weather', ['rain']],
    ['incident-status', ['open']],
    ['method', ['drone']],
    ['tag', ['a', 'b']],
  ]);
  expect(printQuery(query)).toBe(`batch=${batch}&code=custom:weather:rain&status=open&code=method:drone&tag=a&tag=b`);
  expect(printQuery(withCodes(query, 'tag', []))).not.toContain('tag=');
  expect(isPlain(query)).toBe(true);
  expect(isPlain(parseQuery('level=0').query)).toBe(false);
});

test.each([
  ['kind=link', '/kind'],
  ['compartment=KHA', '/compartment'],
  ['from=2031-02-30', '/from'],
  ['from=2031-03-02&to=2031-03-01', '/to'],
  ['bbox=1,2,3', '/bbox'],
  ['bbox=0,50,10,40', '/bbox'],
  ['near=91,0,5', '/near'],
  ['near=0,0,0', '/near'],
  ['code=drone', '/code'],
  ['act=unheard-of', '/act'],
  ['assigned=you', '/assigned'],
  ['level=9', '/level'],
  ['about=x', '/about'],
  ['record=x', '/record'],
  ['sort=title', '/sort'],
  [`text=${'x'.repeat(501)}`, '/text'],
  ['kind=act&kind=item', '/kind'],
])('%s is refused at its field', (text, path) => {
  const { query, problems } = parseQuery(text);
  expect(problems.map((each) => each.path)).toEqual([path]);
  expect(parseQuery(printQuery(query)).problems).toEqual([]);
});
