import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCheckpoint } from './checkpoint.ts';
import { NoteError, PolicyError } from './errors.ts';
import { leafHash } from './hash.ts';
import { parseVerifierKey } from './key.ts';
import { signNote } from './note.ts';
import { parsePolicy } from './policy.ts';
import { checkPolicy, openCheckpoint, policySatisfied } from './quorum.ts';
import { cosigner, ed25519Signer, type Signer } from './signer.ts';

const seedOf = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const log = ed25519Signer('example.org/log', seedOf(1));
const witnesses = Array.from({ length: 6 }, (_, i) => cosigner(`w${i}.example.org`, seedOf(10 + i)));
const defined = `log ${log.vkey}\n${witnesses.map(({ vkey }, i) => `witness w${i} ${vkey}\n`).join('')}`;
const TEXT = formatCheckpoint({ origin: 'example.org/log', size: 1n, root: leafHash(new Uint8Array()) });

const noteBy = (signers: readonly Signer[], text = TEXT): string => signNote(text, signers, 1_700_000_000);
const chosen = (picks: readonly boolean[]): Signer[] => witnesses.filter((_, i) => picks[i]);
const anyWitnesses = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });

test('k of n: the quorum is reached exactly when k of the witnesses cosigned', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), anyWitnesses, (k, picks) => {
      const policy = parsePolicy(`${defined}group g ${k} w0 w1 w2 w3 w4 w5\nquorum g\n`);
      const signers = chosen(picks);
      expect(policySatisfied(policy, noteBy([log, ...signers]))).toBe(signers.length >= k);
    }),
    { numRuns: 60 },
  );
});

test('groups of groups: two of the first three and any of the last three', () => {
  const policy = parsePolicy(`${defined}group x 2 w0 w1 w2\ngroup y any w3 w4 w5\ngroup both all x y\nquorum both\n`);
  fc.assert(
    fc.property(anyWitnesses, (picks) => {
      const inX = picks.slice(0, 3).filter(Boolean).length;
      const inY = picks.slice(3).filter(Boolean).length;
      expect(policySatisfied(policy, noteBy([log, ...chosen(picks)]))).toBe(inX >= 2 && inY >= 1);
    }),
    { numRuns: 60 },
  );
});

test('one witness can be the quorum, or none be required', () => {
  const one = parsePolicy(`${defined}quorum w2\n`);
  expect(policySatisfied(one, noteBy([log, witnesses[2] as Signer]))).toBe(true);
  expect(policySatisfied(one, noteBy([log, witnesses[1] as Signer]))).toBe(false);
  expect(() => checkPolicy(one, noteBy([log]))).toThrow(PolicyError);
  expect(policySatisfied(parsePolicy(`${defined}quorum none\n`), noteBy([log]))).toBe(true);
});

test('no number of witnesses stands in for the log', () => {
  const policy = parsePolicy(`${defined}quorum w0\n`);
  expect(policySatisfied(policy, noteBy(witnesses))).toBe(false);
  expect(() => checkPolicy(policy, noteBy(witnesses))).toThrow(NoteError);
});

test('a log vouches for its own origin only', () => {
  const foreign = formatCheckpoint({ origin: 'example.org/another', size: 1n, root: leafHash(new Uint8Array()) });
  const note = noteBy([log, witnesses[0] as Signer], foreign);
  expect(policySatisfied(parsePolicy(`${defined}quorum w0\n`), note)).toBe(false);
  expect(() => openCheckpoint(note, [parseVerifierKey(log.vkey)])).toThrow(/not signed by a known key of that log/);
});

test('a wrong cosignature of a known witness spoils the checkpoint, an unknown one does not', () => {
  const policy = parsePolicy(`${defined}quorum none\n`);
  const elsewhere = formatCheckpoint({ origin: 'example.org/log', size: 2n, root: leafHash(new Uint8Array()) });
  const lineOf = (signer: Signer): string => noteBy([signer], elsewhere).split('\n\n')[1] as string;
  expect(policySatisfied(policy, noteBy([log]) + lineOf(witnesses[0] as Signer))).toBe(false);
  expect(policySatisfied(policy, noteBy([log]) + lineOf(cosigner('w0.example.org', seedOf(99))))).toBe(true);
});

test('a policy without logs takes them from elsewhere', () => {
  const policy = parsePolicy('quorum none\n');
  expect(policySatisfied(policy, noteBy([log]))).toBe(false);
  expect(policySatisfied(policy, noteBy([log]), [parseVerifierKey(log.vkey)])).toBe(true);
});

test('an opened checkpoint tells who signed and when', () => {
  const [first] = witnesses as [Signer];
  const verifiers = [log, first].map(({ vkey }) => parseVerifierKey(vkey));
  expect(openCheckpoint(noteBy([log, ...witnesses]), verifiers)).toEqual({
    origin: 'example.org/log',
    size: 1n,
    root: leafHash(new Uint8Array()),
    signatures: [
      { name: log.name, keyId: log.keyId },
      { name: first.name, keyId: first.keyId, timestamp: 1_700_000_000 },
    ],
    unknown: 5,
  });
});

test('a signed note that is no checkpoint satisfies nothing', () => {
  expect(policySatisfied(parsePolicy(`${defined}quorum none\n`), noteBy([log], 'hello\n'))).toBe(false);
  expect(() => openCheckpoint(noteBy([log], 'hello\n'), [parseVerifierKey(log.vkey)])).toThrow(NoteError);
});
