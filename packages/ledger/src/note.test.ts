import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64, utf8 } from './bytes.ts';
import { NoteError } from './errors.ts';
import { parseVerifierKey, type Verifier } from './key.ts';
import { addSignature, mergeSignatures, openNote, signNote } from './note.ts';
import { cosigner, ed25519Signer, type Signer } from './signer.ts';
import { flipBit, seeds } from './testing.ts';

const FOREIGN_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const FOREIGN_NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

const CHECKPOINT = 'example.org/log\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n';
const seedOf = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const verifierOf = (signer: Signer): Verifier => parseVerifierKey(signer.vkey);
const log = ed25519Signer('example.org/log', seedOf(1));
const other = ed25519Signer('example.org/other', seedOf(2));
const witness = cosigner('witness.example.org/w1', seedOf(3));
const linesOf = (note: string): string => note.slice(note.lastIndexOf('\n\n') + 2);

test('the note of the C2SP signed-note example verifies, from text and from bytes', () => {
  const opened = {
    text: 'This is an example message.\n',
    signatures: [{ name: 'example.com/foo', keyId: 0x530d903a }],
    unknown: 0,
  };
  expect(openNote(FOREIGN_NOTE, [parseVerifierKey(FOREIGN_KEY)])).toEqual(opened);
  expect(openNote(utf8(FOREIGN_NOTE), [parseVerifierKey(FOREIGN_KEY)])).toEqual(opened);
});

const texts = fc
  .array(fc.string({ unit: fc.oneof(fc.constantFrom('—', ' ', 'є', '🕊', '\u0085'), fc.string({ maxLength: 5 })) }))
  .map((lines) => lines.map((line) => `${line}\n`).join('') || '\n');

describe('any text that ends in a newline', () => {
  test('comes out of its note unchanged, empty lines included', () => {
    fc.assert(
      fc.property(texts, seeds, (text, seed) => {
        const signer = ed25519Signer('example.org/log', seed);
        const note = signNote(text, [signer, other]);
        const opened = openNote(note, [verifierOf(signer), verifierOf(other)]);
        expect(opened.text).toBe(text);
        expect(opened.signatures.map(({ name }) => name)).toEqual(['example.org/log', 'example.org/other']);
        expect(openNote(utf8(note), [verifierOf(signer)])).toMatchObject({ text, unknown: 1 });
      }),
      { numRuns: 50 },
    );
  });

  test('no altered bit of its note goes unnoticed', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, bit) => {
        const bytes = utf8(signNote(text, [log]));
        expect(() => openNote(flipBit(bytes, bit % (bytes.length * 8)), [verifierOf(log)])).toThrow(NoteError);
      }),
      { numRuns: 100 },
    );
  });
});

describe('signatures of known and unknown keys', () => {
  const note = signNote(CHECKPOINT, [log, other, witness], 1_700_000_000);

  test('unknown ones are counted and say nothing, also when they are nonsense', () => {
    expect(openNote(note, [verifierOf(log)])).toMatchObject({ unknown: 2 });
    const nonsense = `— example.org/other ${toBase64(new Uint8Array(9))}\n`;
    expect(openNote(note + nonsense + nonsense, [verifierOf(log)])).toMatchObject({ unknown: 3 });
  });

  test('a note that only unknown keys signed is refused', () => {
    const stranger = ed25519Signer('example.org/log', seedOf(9));
    expect(() => openNote(note, [verifierOf(stranger)])).toThrow(/none of the known keys/);
    expect(() => openNote(note, [])).toThrow(NoteError);
  });

  test('a wrong signature of a known key spoils the note, even beside a right one', () => {
    const [, mine] = /— example\.org\/log (\S+)/.exec(note) as RegExpExecArray;
    const wrong = toBase64(flipBit(fromBase64(mine as string), 8 * 20));
    for (const spoilt of [note.replace(mine as string, wrong), `${note}— example.org/log ${wrong}\n`]) {
      expect(() => openNote(spoilt, [verifierOf(log), verifierOf(other)])).toThrow(
        /signature of example.org\/log is wrong/,
      );
    }
  });

  test('the same signature twice counts once', () => {
    const twice = note + linesOf(note);
    expect(openNote(twice, [log, other, witness].map(verifierOf))).toEqual(
      openNote(note, [log, other, witness].map(verifierOf)),
    );
    expect(openNote(twice, [verifierOf(log)]).unknown).toBe(2);
  });

  test('of two cosignatures by one witness the later time is told', () => {
    for (const times of [
      [10, 20],
      [20, 10],
    ]) {
      const both = times.map((time) => linesOf(signNote(CHECKPOINT, [witness], time))).join('');
      const { signatures } = openNote(`${CHECKPOINT}\n${both}`, [verifierOf(witness)]);
      expect(signatures).toEqual([{ name: witness.name, keyId: witness.keyId, timestamp: 20 }]);
    }
  });

  test('two different known keys with the same name and id are refused rather than guessed between', () => {
    const twin: Verifier = { ...verifierOf(other), name: log.name, keyId: log.keyId };
    expect(() => openNote(note, [verifierOf(log), twin])).toThrow(NoteError);
    expect(() => openNote(note, [verifierOf(log), verifierOf(log)])).not.toThrow();
  });

  test('at least 16 signatures are read, and not without limit', () => {
    const signers = Array.from({ length: 101 }, (_, i) => ed25519Signer(`example.org/${i}`, seedOf(i)));
    const few = signers.slice(0, 100);
    expect(openNote(signNote('x\n', few), few.map(verifierOf)).signatures).toHaveLength(100);
    expect(() => openNote(signNote('x\n', signers), [verifierOf(log)])).toThrow(NoteError);
  });
});

describe('adding signatures', () => {
  test('appends a line, and replaces the one that the same key made before', () => {
    const once = addSignature(signNote(CHECKPOINT, [log]), witness, 10);
    expect(once).toBe(signNote(CHECKPOINT, [log, witness], 10));
    expect(addSignature(once, witness, 20)).toBe(signNote(CHECKPOINT, [log, witness], 20));
  });

  test('a signature made now states the present', () => {
    const before = Math.floor(Date.now() / 1000);
    const { signatures } = openNote(addSignature(signNote(CHECKPOINT, [log]), witness), [verifierOf(witness)]);
    expect(signatures[0]?.timestamp).toBeGreaterThanOrEqual(before);
  });

  test('takes from the answer of a witness what known keys signed, and its newest time', () => {
    const note = signNote(CHECKPOINT, [log]);
    const answer = linesOf(signNote(CHECKPOINT, [other, witness], 20));
    const merged = mergeSignatures(note, answer, [verifierOf(witness)]);
    expect(merged).toBe(signNote(CHECKPOINT, [log, witness], 20));
    const older = linesOf(signNote(CHECKPOINT, [witness], 10));
    expect(mergeSignatures(merged, older, [verifierOf(witness)])).toBe(merged);
    const newer = linesOf(signNote(CHECKPOINT, [witness], 30));
    expect(mergeSignatures(merged, newer, [verifierOf(witness)])).toBe(signNote(CHECKPOINT, [log, witness], 30));
  });

  test('refuses an answer about another checkpoint, and one that smuggles in text', () => {
    const note = signNote(CHECKPOINT, [log]);
    const elsewhere = linesOf(signNote(CHECKPOINT.replace('\n1\n', '\n2\n'), [witness], 20));
    expect(() => mergeSignatures(note, elsewhere, [verifierOf(witness)])).toThrow(NoteError);
    const answer = linesOf(signNote(CHECKPOINT, [witness], 20));
    for (const smuggled of [`\n${answer}`, `x\n\n${answer}`, `${answer}\n`, answer.trimEnd(), '']) {
      expect(() => mergeSignatures(note, smuggled, [verifierOf(witness)])).toThrow(NoteError);
    }
  });
});

describe('refuses as a note', () => {
  const [line] = linesOf(signNote('x\n', [log])).split('\n') as [string];
  test.each([
    ['nothing', ''],
    ['text alone', 'x\n'],
    ['no signature', 'x\n\n'],
    ['no empty line', `x\n${line}\n`],
    ['no newline at the end', `x\n\n${line}`],
    ['an empty line after the signatures', `x\n\n${line}\n\n`],
    ['a hyphen for the dash', `x\n\n${line.replace('—', '-')}\n`],
    ['two spaces', `x\n\n${line.replace(' example', '  example')}\n`],
    ['something after the signature', `x\n\n${line} x\n`],
    ['a carriage return', `x\r\n\n${line}\n`],
    ['a tab', `x\ty\n\n${line}\n`],
    ['base64 without its canonical end', `x\n\n${line.replace(/.=*$/, '')}\n`],
    ['base64url', `x\n\n— example.org/log AAAAAA__\n`],
    ['a signature of a key id only', `x\n\n— example.org/log ${toBase64(new Uint8Array(4))}\n`],
    ['a plus sign in a name', `x\n\n${line.replace('example', 'ex+ample')}\n`],
    ['a wide space in a name', `x\n\n${line.replace('example', 'ex\u3000ample')}\n`],
    ['a lone surrogate', `\ud800\n\n${line}\n`],
    ['a megabyte of text', `${'x'.repeat(1_000_000)}\n\n${line}\n`],
  ])('%s', (_, note) => expect(() => openNote(note, [verifierOf(log)])).toThrow(NoteError));

  test('bytes that are not UTF-8', () => {
    const bytes = utf8(signNote('x\n', [log]));
    bytes[0] = 0xff;
    expect(() => openNote(bytes, [verifierOf(log)])).toThrow(NoteError);
  });

  test('a right signature of which the unused bits are set', () => {
    const note = signNote('x\n', [log]);
    // 68 bytes end in one padding character, so the last digit has two unused bits.
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const altered = note.replace(/(.)=\n$/, (_, digit: string) => `${digits[digits.indexOf(digit) + 1]}=\n`);
    expect(() => openNote(altered, [verifierOf(log)])).toThrow(/not base64/);
  });
});

test('what cannot be a note is not signed', () => {
  for (const text of ['', 'x', 'x\r\n', 'a\tb\n', 'a\u0000\n', '\ud800\n']) {
    expect(() => signNote(text, [log])).toThrow(NoteError);
  }
  expect(() => signNote('x\n', [])).toThrow(NoteError);
});
