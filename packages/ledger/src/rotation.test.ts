import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase64 } from './bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { generateKey, publicKey } from './ed25519.ts';
import { sha256 } from './hash.ts';
import { parseVerifierKey } from './key.ts';
import { openNote, signNote } from './note.ts';
import {
  keySpans,
  openRotation,
  openRotations,
  openSpannedCheckpoint,
  type Rotation,
  type RotationSeeds,
  rotationOfKid,
  signRotation,
} from './rotation.ts';
import { cosigner, ed25519Signer } from './signer.ts';

const ORIGIN = 'cairn.invalid/test';
const seed = () => generateKey().secret;
const kidOf = (secret: Uint8Array) =>
  toBase64(publicKey(secret)).replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
const rootAt = (size: bigint) => sha256(new TextEncoder().encode(`root ${size}`));

/** Seeds of one moment: those of the log, of revisions and of the witness. */
interface Seeds {
  log: Uint8Array;
  revision: Uint8Array;
  witness: Uint8Array;
}

const fresh = (): Seeds => ({ log: seed(), revision: seed(), witness: seed() });

function rotation(old: Seeds, next: Seeds, size: bigint, number = 1): { rotation: Rotation; seeds: RotationSeeds } {
  const both = <T>(of: (seeds: Seeds) => T) => ({ old: of(old), new: of(next) });
  return {
    rotation: {
      origin: ORIGIN,
      number,
      at: '2031-03-07T10:00:00.000Z',
      since: '2031-03-06T10:00:00.000Z',
      size,
      root: rootAt(size),
      log: both(({ log }) => ed25519Signer(ORIGIN, log).vkey),
      revision: both(({ revision }) => kidOf(revision)),
      witness: both(({ witness }) => cosigner(`${ORIGIN}/witness-${kidOf(witness).slice(0, 4)}`, witness).vkey),
    },
    seeds: { log: both(({ log }) => log), revision: both((s) => s.revision), witness: both((s) => s.witness) },
  };
}

function signed(old: Seeds, next: Seeds, size: bigint, number = 1): string {
  const made = rotation(old, next, size, number);
  return signRotation(made.rotation, made.seeds);
}

const first = fresh();
const second = fresh();
const third = fresh();
const note = signed(first, second, 9n);

test('a rotation that all its keys signed is read as it was made, of all keys and of one alone', () => {
  expect(openRotation(note)).toEqual(rotation(first, second, 9n).rotation);
  for (const only of ['log', 'revision', 'witness'] as const) {
    const next = { ...first, [only]: second[only] };
    expect(openRotation(signed(first, next, 9n))).toEqual(rotation(first, next, 9n).rotation);
  }
  expect(() => signed(first, first, 9n)).toThrow('no key is replaced');
});

test('any altered, dropped or added character is refused', () => {
  const at = fc.integer({ min: 0, max: note.length - 1 });
  fc.assert(
    fc.property(at, fc.integer({ min: 10, max: 126 }), fc.constantFrom('replace', 'drop', 'add'), (i, code, how) => {
      const char = String.fromCharCode(code);
      fc.pre(how !== 'replace' || note[i] !== char);
      const altered = note.slice(0, i) + (how === 'drop' ? '' : char) + note.slice(how === 'add' ? i : i + 1);
      fc.pre(altered !== note);
      expect(() => openRotation(altered)).toThrow();
    }),
    { numRuns: 300 },
  );
});

test('every old and every new key must have signed, and nobody else', () => {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const lines = note.slice(text.length + 1).match(/.+\n/g) as string[];
  expect(lines).toHaveLength(6);
  for (const left of lines)
    expect(() => openRotation(`${text}\n${lines.filter((l) => l !== left).join('')}`)).toThrow();
  const stranger = signNote(text, [ed25519Signer('somebody', seed())]).slice(text.length + 1);
  expect(() => openRotation(note + stranger)).toThrow('nobody else');
  expect(() => openRotation(note + lines[0])).toThrow('nobody else');
  const other = rotation(first, { ...second, log: third.log }, 9n);
  const { log: _, ...rest } = other.seeds;
  expect(() => signRotation(other.rotation, { ...rest, log: { old: third.log, new: third.log } })).toThrow();
});

test('what the keys sign can be taken for no checkpoint, and no checkpoint for it', () => {
  const checkpoint = signNote(formatCheckpoint({ origin: ORIGIN, size: 9n, root: rootAt(9n) }), [
    ed25519Signer(ORIGIN, first.log),
  ]);
  expect(() => openRotation(checkpoint)).toThrow('not a rotation');
  const spans = keySpans(ed25519Signer(ORIGIN, first.log).vkey, []);
  expect(() => openSpannedCheckpoint(note, spans)).toThrow();
  const witness = cosigner(`${ORIGIN}/witness-${kidOf(first.witness).slice(0, 4)}`, first.witness);
  expect(() => openNote(note, [parseVerifierKey(witness.vkey)])).toThrow('none of the known keys');
});

test('two rotations lead from key to key; one left out, swapped or of other keys is refused', () => {
  const further = signed(second, third, 20n, 2);
  expect(openRotations([note, further]).map(({ number }) => number)).toEqual([1, 2]);
  for (const wrong of [
    [further, note],
    [note, note],
    [note, signed(first, third, 20n, 2)],
    [note, signed(second, third, 20n, 3)],
    [note, signed(second, third, 9n, 2)],
    [note, signed({ ...second, revision: third.revision }, first, 20n, 2)],
  ])
    expect(() => openRotations(wrong)).toThrow('does not follow');
});

test('each key signs checkpoints of its own sizes and of no other', () => {
  const keys = [first, second, third].map(({ log }) => ed25519Signer(ORIGIN, log));
  const spans = keySpans(keys[2]?.vkey ?? '', openRotations([note, signed(second, third, 20n, 2)]));
  const sizes = fc.bigInt({ min: 0n, max: 40n });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 2 }), (size, n) => {
      const key = keys[n] as (typeof keys)[number];
      const checkpoint = signNote(formatCheckpoint({ origin: ORIGIN, size, root: rootAt(size) }), [key]);
      const right = size <= 9n ? 0 : size <= 20n ? 1 : 2;
      if (n === right) expect(openSpannedCheckpoint(checkpoint, spans).span.vkey).toBe(key.vkey);
      else
        expect(() => openSpannedCheckpoint(checkpoint, spans)).toThrow(
          n < right ? 'given up before: at' : 'older than the key',
        );
    }),
  );
  const both = signNote(formatCheckpoint({ origin: ORIGIN, size: 15n, root: rootAt(15n) }), keys.slice(0, 2));
  expect(openSpannedCheckpoint(both, spans).span.vkey).toBe(keys[1]?.vkey);
});

test('a key that stays has one span; a key of revisions is found by the rotation that gave it up', () => {
  const next = { ...first, revision: second.revision };
  const rotations = openRotations([signed(first, next, 9n)]);
  const { vkey } = ed25519Signer(ORIGIN, first.log);
  expect(keySpans(vkey, rotations)).toEqual([{ vkey, from: 0n, to: null, since: null, root: null }]);
  expect(rotationOfKid(rotations, kidOf(first.revision))?.size).toBe(9n);
  expect(rotationOfKid(rotations, kidOf(second.revision))).toBeUndefined();
  expect(() => keySpans(ed25519Signer(ORIGIN, third.log).vkey, rotations)).toThrow('lead to the key');
});
