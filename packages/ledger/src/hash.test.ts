import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex, utf8 } from './bytes.ts';
import { EMPTY_ROOT, leafHash, nodeHash, nodeSha256, sha256 } from './hash.ts';
import { type NodeCrypto, nodeCrypto } from './node.ts';

test('SHA-256 gives the value of FIPS 180-4 for "abc"', () => {
  expect(toHex(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('server and browser compute the same hash, with older Nodes too', () => {
  const node = nodeCrypto as NodeCrypto;
  const older = nodeSha256({ ...node, hash: undefined } as unknown as NodeCrypto);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256(bytes)).toEqual(nobleSha256(bytes));
      expect(older(bytes)).toEqual(nobleSha256(bytes));
    }),
  );
});

test('leaves and nodes are hashed apart from each other (RFC 6962 section 2.1)', () => {
  expect(toHex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(toHex(leafHash(new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  const [left, right] = [leafHash(utf8('a')), leafHash(utf8('b'))];
  expect(nodeHash(left, right)).toEqual(nobleSha256(Uint8Array.of(1, ...left, ...right)));
});

test('a hash stays what it was when the next one is computed', () => {
  const first = nodeHash(EMPTY_ROOT, EMPTY_ROOT);
  const copy = Uint8Array.from(first);
  for (let i = 0; i < 100; i++) nodeHash(first, EMPTY_ROOT);
  expect(first).toEqual(copy);
});
