import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64 } from './bytes.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { NoteError } from './errors.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';

test('the example of C2SP tlog-checkpoint is read and written unchanged', () => {
  const text = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;
  const checkpoint = parseCheckpoint(text);
  expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163n });
  expect(toBase64(checkpoint.root)).toBe(ROOT);
  expect(formatCheckpoint(checkpoint)).toBe(text);
});

test('every checkpoint is read back from its text', () => {
  const roots = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const origins = fc.string({ minLength: 1, unit: 'grapheme' }).filter((origin) => !/[\u0000-\u001f]/.test(origin));
  fc.assert(
    fc.property(origins, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), roots, (origin, size, root) => {
      expect(parseCheckpoint(formatCheckpoint({ origin, size, root }))).toEqual({ origin, size, root });
    }),
  );
});

describe('refuses as a checkpoint', () => {
  test.each([
    ['nothing', ''],
    ['two lines', 'a\n1\n'],
    ['no newline at the end', `a\n1\n${ROOT}`],
    ['an extension line', `a\n1\n${ROOT}\nmore\n`],
    ['an empty line after it', `a\n1\n${ROOT}\n\n`],
    ['an empty origin', `\n1\n${ROOT}\n`],
    ['a leading zero', `a\n01\n${ROOT}\n`],
    ['a negative size', `a\n-1\n${ROOT}\n`],
    ['a size in another notation', `a\n1e3\n${ROOT}\n`],
    ['a size beyond 64 bits', `a\n18446744073709551616\n${ROOT}\n`],
    ['a root that is too short', `a\n1\n${toBase64(new Uint8Array(31))}\n`],
    ['a root without padding', `a\n1\n${ROOT.slice(0, -1)}\n`],
    ['a root that is not canonical', `a\n1\n${ROOT.replace('2I=', '2J=')}\n`],
  ])('%s', (_, text) => expect(() => parseCheckpoint(text)).toThrow(NoteError));
});

test('what cannot be a checkpoint is not written', () => {
  const good = { origin: 'a', size: 1n, root: new Uint8Array(32) };
  expect(() => formatCheckpoint({ ...good, origin: '' })).toThrow(NoteError);
  expect(() => formatCheckpoint({ ...good, origin: 'a\nb' })).toThrow(NoteError);
  expect(() => formatCheckpoint({ ...good, size: -1n })).toThrow(NoteError);
  expect(() => formatCheckpoint({ ...good, size: 2n ** 64n })).toThrow(NoteError);
  expect(() => formatCheckpoint({ ...good, root: new Uint8Array(33) })).toThrow(NoteError);
});
