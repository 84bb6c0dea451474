import {
  cosigner,
  ed25519Signer,
  formatCheckpoint,
  formatTlogProof,
  generateKey,
  leafHash,
  nodeHash,
  publicKey,
  sign,
  signNote,
  signRotation,
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

let file: { token: string; tlogProof: string; stamps: unknown[]; key: string; rotations?: string[] };
let expected: Expected;
/** The rotation to the file's log key and from the key of its revision, at a size of the log. */
let rotation: (size: bigint) => string;
const OLD = generateKey().secret;
const SINCE = '2031-07-01T00:00:00.000Z';

/** A log of two entries, the second of which is the revision. */
beforeAll(() => {
  const { secret, public: key } = generateKey();
  const kid = kidOf(key);
  const claims = [
    ['record', 'r'],
    ['revision', 2],
    ['body.title', 'Shelling of the clinic'],
  ] as const;
  const { token, disclosures } = issue({ claims, kid, sign: (bytes) => sign(secret, bytes) });
  const first = leafHash(new Uint8Array(32));
  const logSecret = generateKey().secret;
  const signer = ed25519Signer('log.example', logSecret);
  const witness = cosigner('log.example/witness', OLD).vkey;
  rotation = (size) =>
    signRotation(
      {
        ...{ origin: 'log.example', number: 1, at: '2031-07-03T00:00:00.000Z', since: SINCE, size, root: first },
        log: { old: ed25519Signer('log.example', OLD).vkey, new: signer.vkey },
        revision: { old: kid, new: kidOf(publicKey(OLD)) },
        witness: { old: witness, new: witness },
      },
      { log: { old: OLD, new: logSecret }, revision: { old: secret, new: OLD }, witness: { old: OLD, new: OLD } },
    );
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

function kidOf(key: Uint8Array): string {
  return toBase64(key).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

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

test('a key that took over from the one seen before is a condition, where both have signed that', () => {
  const knownKey = ed25519Signer('log.example', OLD).vkey;
  const rotations = [rotation(2n)];
  expect(told({ rotations }, { knownKey })).toContain('key-replaced: conditionally');
  expect(told({ rotations }, { knownKey: 'log.example+00000000+AA==' })).toContain('key-other: no');
  expect(told({ rotations: [rotation(2n).replace(SINCE, '2031-07-02T00:00:00.000Z')] }, { knownKey })).toContain(
    'key-other: no',
  );
  expect(told({}, { knownKey })).toContain('key-other: no');
});

test('a revision whose key had been given up does not hold; one whose key was given up later is a condition', () => {
  expect(told({ rotations: [rotation(1n)] })).toContain('signer-given-up: no');
  expect(told({ rotations: [rotation(2n)] })).toContain('signer-given-up-later: conditionally');
});
