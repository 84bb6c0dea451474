import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonError, parseStrictJson } from './json.ts';

function refusal(text: string): JsonError {
  try {
    parseStrictJson(text);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
  throw new Error(`accepted ${text}`);
}

describe('strict JSON', () => {
  test('reads whatever JSON.stringify writes, compact or indented', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('refuses what JSON.parse refuses, and never gives anything else than it', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '"a"',
      '\\',
      '\\u00',
      ' ',
      '1',
      '-',
      '0.5e1',
      'null',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((list) => list.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          let lax: unknown;
          try {
            lax = JSON.parse(text);
          } catch {
            refusal(text);
            return;
          }
          try {
            expect(parseStrictJson(text)).toEqual(lax);
          } catch (error) {
            if (!(error instanceof JsonError)) throw error;
            expect(error.message).toMatch(/twice|number too large|more digits/);
          }
        },
      ),
    );
  });

  test('refuses a name that stands twice in one object, at any depth and however it is spelt', () => {
    expect(refusal('{"a":1,"a":1}')).toMatchObject({ position: 7, line: 1, column: 8 });
    expect(refusal('[{"b":{"x":1,\n  "\\u0078":2}}]')).toMatchObject({ position: 16, line: 2, column: 3 });
    expect(refusal('{"__proto__":1,"__proto__":2}').message).toContain('"__proto__" appears twice');
    expect(parseStrictJson('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test('keeps a member called __proto__ as data', () => {
    for (const text of ['{"__proto__":{"x":1}}', '{ "__proto__": {"x":1} }']) {
      const value = parseStrictJson(text) as object;
      expect(Object.keys(value)).toEqual(['__proto__']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    }
  });

  test('refuses numbers that would silently change', () => {
    expect(refusal('[1e400]')).toMatchObject({
      position: 1,
      message: 'A number too large to hold at line 1, column 2',
    });
    expect(refusal('{"id": 9007199254740993}').message).toContain('more digits');
    expect(parseStrictJson('[9007199254740991, -0, 0.1, 1E3, 100000000000000000000]')).toEqual([
      9007199254740991, -0, 0.1, 1000, 1e20,
    ]);
  });

  test('says exactly where it stopped', () => {
    expect(refusal('')).toMatchObject({ position: 0, message: 'The JSON text ends too early at line 1, column 1' });
    expect(refusal('{"a":1').position).toBe(6);
    expect(refusal('{"a" 1}')).toMatchObject({ position: 5, message: 'Expected ":" at line 1, column 6' });
    expect(refusal('{a:1}')).toMatchObject({ position: 1 });
    expect(refusal('[1,]')).toMatchObject({ position: 3 });
    expect(refusal('[1] 2')).toMatchObject({ position: 4 });
    expect(refusal('{\n  "a": "x\ty"\n}')).toMatchObject({ position: 11, line: 2, column: 10 });
    expect(refusal('"\\x"')).toMatchObject({ position: 1 });
    expect(refusal('["abc')).toMatchObject({
      position: 1,
      message: 'The JSON text ends inside a string at line 1, column 2',
    });
    expect(refusal('01')).toMatchObject({ position: 1 });
    expect(refusal('\ufeff1')).toMatchObject({ position: 0 });
    expect(refusal('[nul]')).toMatchObject({ position: 1 });
  });

  test('follows 128 levels of nesting and no more, whether spaced or not', () => {
    const nested = (depth: number, space: string) => `${`[${space}`.repeat(depth)}${']'.repeat(depth)}`;
    for (const space of ['', ' ']) {
      expect(() => parseStrictJson(nested(128, space))).not.toThrow();
      expect(refusal(nested(129, space)).message).toContain('deeper than 128');
      expect(refusal(nested(100_000, space)).message).toContain('deeper than 128');
    }
  });
});
