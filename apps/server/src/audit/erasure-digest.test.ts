import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { erasureDigest } from './erasure-digest.ts';

const target = { record: 'r', number: 1, claim: 'body.title', level: 'public', digest: 'd' };
const asked = {
  id: 'i',
  compartment: 'c',
  requested_by: 'p',
  requested_at: '2031-03-04T05:06:07.890Z',
  reason: 'Grund „x“',
  targets: [target],
  files: [],
  complete: true,
};

test('the digest is that of JSON with sorted keys, which anybody can write by hand', () => {
  const text =
    '{"compartment":"c","complete":true,"files":[],"id":"i","reason":"Grund „x“","requestedAt":"2031-03-04T05:06:07.890Z","requestedBy":"p",' +
    '"targets":[{"claim":"body.title","digest":"d","level":"public","number":1,"record":"r"}]}';
  expect(erasureDigest(asked)).toBe(createHash('sha256').update(text).digest('base64url'));
});

test('neither the order of keys nor how the database writes the instant changes it', () => {
  const { digest, level, claim, number, record } = target;
  const other = { ...asked, targets: [{ digest, level, claim, number, record }] };
  expect(erasureDigest({ ...other, requested_at: '2031-03-04T05:06:07.89+00:00' })).toBe(erasureDigest(asked));
});

test('whatever is asked for, by whom and why, is in it', () => {
  const others = [
    { id: 'j' },
    { compartment: 'd' },
    { requested_by: 'q' },
    { requested_at: '2031-03-04T05:06:07.891Z' },
    { reason: 'x' },
    { targets: [{ ...target, number: 2 }] },
    { targets: [target, target] },
    { files: ['f'] },
    { complete: false },
  ];
  const digests = others.map((change) => erasureDigest({ ...asked, ...change }));
  expect(new Set([erasureDigest(asked), ...digests]).size).toBe(others.length + 1);
});
