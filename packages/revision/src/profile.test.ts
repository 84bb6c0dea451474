import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertProfile, reservedName } from './profile.ts';

describe('what a claim may hold', () => {
  test('any plain JSON without reserved names and unstorable characters', () => {
    fc.assert(fc.property(fc.jsonValue({ stringUnit: 'grapheme-ascii' }), (value) => assertProfile(value)));
  });

  test.each(['_sd', '_sd_alg', '...'])('not %s as a name, at any depth', (name) => {
    expect(reservedName(name)).toBe(true);
    expect(() => assertProfile({ [name]: 1 })).toThrow(expect.objectContaining({ where: `/${name}` }));
    expect(() => assertProfile([{ a: { 'b/~': [{ [name]: null }] } }], '/body.x')).toThrow(
      expect.objectContaining({ where: `/body.x/0/a/b~1~0/0/${name}` }),
    );
    expect(() => assertProfile([name])).not.toThrow();
  });

  test.each([
    ['undefined', { a: undefined }],
    ['a number without JSON form', { a: Number.NaN }],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['a bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a date', { a: new Date(0) }],
    ['a map', { a: new Map() }],
    ['U+0000', { a: 'x\0' }],
    ['a lone surrogate', { a: '\udc00' }],
  ])('not %s', (_, value) => {
    expect(() => assertProfile(value)).toThrow(expect.objectContaining({ name: 'RevisionError', where: '/a' }));
  });

  test('no hole in an array, no unstorable name, no more than 64 levels', () => {
    expect(() => assertProfile(new Array(1))).toThrow(expect.objectContaining({ where: '/0' }));
    expect(() => assertProfile({ 'a\0': 1 })).toThrow('cannot be stored');
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(() => assertProfile(nested(64))).not.toThrow();
    expect(() => assertProfile(nested(65))).toThrow('deeper than 64');
  });
});
