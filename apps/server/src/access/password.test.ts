import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPassword, PASSWORD_LENGTH } from './password.ts';

test.each(['three stones on a hill', 'correct horse', 'ліс за старим млином', '山の上に三つの石がある、見張り'])(
  '%s may be a password',
  (text) => {
    expect(checkPassword(text, { email: 'ana@example.org', name: 'Ana' })).toBeNull();
  },
);

test.each([
  'short',
  'elevenchars',
  'aaaaaaaaaaaaaaaa',
  'abababababababab',
  'Password-1234',
  '1234 5678 9012',
  'Correct Horse Battery Staple',
  'Oksana.Kovalenko1',
  'oksana.kovalenko@example.org',
  'Oksana Kovalenko 2026',
  'x'.repeat(PASSWORD_LENGTH.most + 1),
])('%s may not', (text) => {
  expect(checkPassword(text, { email: 'oksana.kovalenko@example.org', name: 'Oksana Kovalenko' })).toMatchObject({
    path: '/password',
    code: 'weak-password',
  });
});

test('length is counted in characters, after normalising', () => {
  // Twelve letters written with a combining accent are twelve; a ligature is the letters that it stands for.
  expect(checkPassword('éa'.repeat(3).normalize('NFD') + 'éaöuiy'.normalize('NFD'))).toBeNull();
  expect(checkPassword('ﬁﬂﬃkqzwy')).toBeNull();
  expect(checkPassword('😀😁😂😃😄😅')).not.toBeNull();
});

test('whatever is refused says why, and nothing below twelve characters passes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      const found = checkPassword(text);
      const length = [...text.normalize('NFKC')].length;
      if (length < PASSWORD_LENGTH.least) expect(found).not.toBeNull();
      if (found !== null) expect(found.message.length).toBeGreaterThan(10);
    }),
  );
});
