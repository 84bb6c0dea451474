import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeUnstorable, unescapeUnstorable } from './unstorable.ts';

// Texts in which the troublesome characters, and what looks like their escapes, are common.
const text = fc
  .array(
    fc.constantFrom('\0', '\ud800', '\udc00', '\ud83d\ude00', '\\', 'u0000', '\\u0000', '\\u005c', 'a', '/', '~', 'é'),
    {
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(''));
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom<unknown>(null, true, 7),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...texts(inner)]);
}

test('the result holds no U+0000 and no lone surrogate, in values, names or pointers', () => {
  fc.assert(
    fc.property(json, (input) => {
      const { value, escaped } = escapeUnstorable(input);
      for (const found of [...texts(value), ...escaped]) {
        expect(found.includes('\0')).toBe(false);
        expect(found.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('escaping again changes nothing', () => {
  fc.assert(
    fc.property(json, (input) => {
      const { value } = escapeUnstorable(input);
      expect(escapeUnstorable(value)).toEqual({ value, escaped: [] });
    }),
  );
});

test('the original comes back, so two different values never look the same', () => {
  fc.assert(
    fc.property(json, (input) => {
      const before = JSON.stringify(input);
      expect(JSON.stringify(unescapeUnstorable(escapeUnstorable(input)))).toBe(before);
      expect(JSON.stringify(input)).toBe(before);
    }),
  );
});

test('shows U+0000 and lone surrogates as six characters and says where they stood', () => {
  expect(escapeUnstorable({ title: 'a\0b', names: ['ok', 'x\ud800'], emoji: '\ud83d\ude00' })).toEqual({
    value: { title: 'a\\u0000b', names: ['ok', 'x\\ud800'], emoji: '\ud83d\ude00' },
    escaped: ['/title', '/names/1'],
  });
});

test('tells the character from a text that spells its escape', () => {
  expect(escapeUnstorable('\\u0000')).toEqual({ value: '\\u0000', escaped: [] });
  expect(escapeUnstorable('\0')).toEqual({ value: '\\u0000', escaped: [''] });
  expect(escapeUnstorable('\\u0000\0')).toEqual({ value: '\\u005cu0000\\u0000', escaped: [''] });
});

test('flags the object whose member names changed, and no two names become one', () => {
  expect(escapeUnstorable({ in: { 'a/\0': 1, 'a/\\u0000': '\0' } })).toEqual({
    value: { in: { 'a/\\u0000': 1, 'a/\\u005cu0000': '\\u0000' } },
    escaped: ['/in', '/in/a~1\\u005cu0000'],
  });
});

test('gives back the very same object where nothing had to change', () => {
  const clean = { a: ['b'] };
  expect(escapeUnstorable(clean).value).toBe(clean);
  const mixed = { clean, dirty: '\0' };
  expect((escapeUnstorable(mixed).value as typeof mixed).clean).toBe(clean);
});
