import {
  ed25519Signer,
  formatCheckpoint,
  formatTlogProof,
  generateKey,
  leafHash,
  nodeHash,
  sign,
  signNote,
  toBase64,
} from '@cairn/ledger';
import { entryOf, issue } from '@cairn/revision';
import { beforeAll, expect, test } from 'vitest';
import type { Integrity } from '../api/shapes.ts';
import { type Expected, verifySteps } from './verifying.ts';

const log = (size: number): Integrity => ({
  size: 2,
  anchored: { size, by: size > 0 ? ['witness.example'] : [], time: null },
  unanchored: 2 - size,
  pending: 0,
  signing: { ok: true },
});

let file: { token: string; tlogProof: string; stamps: unknown[]; key: string };
let expected: Expected;

/** A log of two entries, the second of which is the revision. */
beforeAll(() => {
  const { secret, public: key } = generateKey();
  const kid = toBase64(key).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const claims = [
    ['record', 'r'],
    ['revision', 2],
    ['body.title', 'Shelling of the clinic'],
  ] as const;
  const { token, disclosures } = issue({ claims, kid, sign: (bytes) => sign(secret, bytes) });
  const first = leafHash(new Uint8Array(32));
  const signer = ed25519Signer('log.example', generateKey().secret);
  const root = nodeHash(first, leafHash(entryOf(token)));
  const checkpoint = signNote(formatCheckpoint({ origin: 'log.example', size: 2n, root }), [signer]);
  file = {
    token: `${[token, ...disclosures].join('~')}~`,
    tlogProof: formatTlogProof({ index: 1n, proof: [first], checkpoint }),
    stamps: [],
    key: signer.vkey,
  };
  expected = {
    record: 'r',
    revision: 2,
    shown: { title: 'Shelling of the clinic' },
    knownKey: signer.vkey,
    log: log(2),
  };
});

const told = (changes: Partial<typeof file> = {}, other: Partial<Expected> = {}) =>
  verifySteps(JSON.stringify({ ...file, ...changes }), { ...expected, ...other }).map(
    ({ word, holds }) => `${word}: ${holds}`,
  );

test('every step holds, and what rests on others stays conditional', () => {
  expect(told()).toEqual([
    'signature-holds: yes',
    'content-same: yes',
    'inclusion-within: yes',
    'key-seen: conditionally',
    'outside-anchored: conditionally',
  ]);
});

test('an altered disclosure breaks the signature, and nothing after it is told', () => {
  const other = file.token.replace(/~[^~]*~$/, '~WyJhYSIsImJvZHkudGl0bGUiLCJPdGhlciJd~');
  expect(told({ token: other })).toEqual(['signature-broken: no']);
});

test('another text on the page than the signed one is told', () => {
  expect(told({}, { shown: { title: 'Other' } })).toContain('content-differs: no');
  expect(told({}, { shown: { title: 'Shelling of the clinic', summary: 'never signed' } })).toContain(
    'content-differs: no',
  );
});

test('a proof for another place in the log shows nothing', () => {
  expect(told({ tlogProof: file.tlogProof.replace('index 1', 'index 0') })).toEqual([
    'signature-holds: yes',
    'content-same: yes',
    'inclusion-absent: no',
  ]);
});

test('another key than the one seen before is told, and one that was never seen is a condition', () => {
  expect(told({}, { knownKey: 'log.example+00000000+AA==' })).toContain('key-other: no');
  expect(told({}, { knownKey: null })).toContain('key-unknown: conditionally');
});

test('while nobody outside holds the log, that is told', () => {
  expect(told({}, { log: log(1) })).toContain('outside-nobody: no');
});
