import {
  concat,
  consistencyProof,
  cosigner,
  ed25519Signer,
  formatCheckpoint,
  generateKey,
  leafHash,
  publicKey,
  rootOf,
  signNote,
  signRotation,
  toBase64,
  utf8,
} from '@cairn/ledger';
import { describe, expect, test } from 'vitest';
import { compared, keep, type Memory, originOf, type Shown, sizeOf } from './keeping.ts';

const ORIGIN = 'cairn.invalid/test';
const signer = ed25519Signer(ORIGIN, generateKey().secret);

/** A log of `size` entries; entry number `changed` differs from that of the other logs. */
function leaves(size: number, changed = -1): Uint8Array[] {
  return Array.from({ length: size }, (_, i) => leafHash(utf8(i === changed ? `altered ${i}` : `entry ${i}`)));
}

function noteOf(hashes: Uint8Array[], by = signer, origin = ORIGIN): string {
  return signNote(formatCheckpoint({ origin, size: BigInt(hashes.length), root: rootOf(hashes) }), [by]);
}

/** What an honest server of these entries answers to whoever has seen the first `from`. */
async function shown(hashes: Uint8Array[], from: number): Promise<Shown> {
  const read = async (level: number, index: number, width: number) => {
    expect([level, index]).toEqual([0, 0]);
    return concat(...hashes.slice(0, width));
  };
  const proof = from === 0 || from > hashes.length ? [] : await consistencyProof(from, hashes.length, read);
  return { checkpoint: noteOf(hashes), key: signer.vkey, proof: proof.map(toBase64) };
}

const kept = (size: number): Memory => ({ key: signer.vkey, note: noteOf(leaves(size)) });
const whyOf = (memory: Memory, answer: Shown) => keep(memory, answer).contradiction?.why;

describe('a log that only grows', () => {
  test('is believed at first sight, if it is signed by the key that it comes with', async () => {
    expect(keep(null, await shown(leaves(3), 0))).toEqual(kept(3));
    const stranger = ed25519Signer(ORIGIN, generateKey().secret);
    expect(() => keep(null, { checkpoint: noteOf(leaves(3)), key: stranger.vkey, proof: [] })).toThrow();
  });

  test('replaces what was kept by what provenly continues it, from any size to any larger', async () => {
    for (let from = 0; from < 20; from++) {
      for (let to = from; to < 20; to++) {
        expect(keep(kept(from), await shown(leaves(to), from)), `${from} to ${to}`).toEqual(kept(to));
      }
    }
  });

  test('leaves what was kept where nothing was added', async () => {
    const memory = kept(7);
    expect(keep(memory, await shown(leaves(7), 7))).toBe(memory);
  });
});

describe('another log', () => {
  test('contradicts: smaller, of other content at the same size, or not grown out of what was seen', async () => {
    expect(whyOf(kept(9), await shown(leaves(5), 9))).toBe('smaller');
    expect(whyOf(kept(9), await shown(leaves(9, 4), 9))).toBe('otherRoot');
    expect(whyOf(kept(9), await shown(leaves(12, 4), 9))).toBe('notContinued');
    const honest = await shown(leaves(12), 9);
    expect(whyOf(kept(9), { ...honest, proof: [] })).toBe('notContinued');
    expect(whyOf(kept(9), { ...honest, proof: ['no base64!'] })).toBe('notContinued');
    expect(whyOf(kept(9), { ...honest, proof: honest.proof.toReversed() })).toBe('notContinued');
  });

  test('contradicts: not signed, signed by another key, of another name', async () => {
    const stranger = ed25519Signer(ORIGIN, generateKey().secret);
    const elsewhere = ed25519Signer('cairn.invalid/other', generateKey().secret);
    const honest = await shown(leaves(12), 9);
    const tampered = honest.checkpoint.replace('\n12\n', '\n13\n');
    expect(whyOf(kept(9), { ...honest, checkpoint: tampered })).toBe('unsigned');
    expect(whyOf(kept(9), { ...honest, checkpoint: 'nonsense' })).toBe('otherLog');
    const resigned = noteOf(leaves(12), stranger);
    expect(whyOf(kept(9), { ...honest, checkpoint: resigned })).toBe('unsigned');
    expect(whyOf(kept(9), { ...honest, checkpoint: resigned, key: stranger.vkey })).toBe('otherKey');
    const other = noteOf(leaves(12), elsewhere, elsewhere.name);
    expect(whyOf(kept(9), { ...honest, checkpoint: other, key: elsewhere.vkey })).toBe('otherLog');
  });

  test('never replaces what was kept, and stays though the right log comes back', async () => {
    const forged = await shown(leaves(12, 4), 9);
    const alarmed = keep(kept(9), forged);
    expect(alarmed).toMatchObject({ ...kept(9), contradiction: { note: forged.checkpoint, key: signer.vkey } });
    expect(keep(alarmed, await shown(leaves(12), 9))).toBe(alarmed);
  });
});

describe('a key that was replaced', () => {
  const seeds = Array.from({ length: 3 }, () => generateKey().secret);
  const signers = seeds.map((seed) => ed25519Signer(ORIGIN, seed)) as [typeof signer, typeof signer, typeof signer];
  const other = generateKey().secret;
  const at = '2031-03-07T10:00:00.000Z';
  const since = '2031-03-06T10:00:00.000Z';
  const fixed = {
    revision: toBase64(publicKey(other)).replaceAll('+', '-').replaceAll('/', '_').replace('=', ''),
    witness: cosigner(`${ORIGIN}/witness`, other).vkey,
  };

  /** The log of `size` entries passes from one key to the next. */
  function passes(from: number, to: number, size: number, number: number): string {
    const both = <T>(value: T) => ({ old: value, new: value });
    const pair = <T>(of: readonly T[]) => ({ old: of[from] as T, new: of[to] as T });
    return signRotation(
      {
        ...{ origin: ORIGIN, number, at, since, size: BigInt(size), root: rootOf(leaves(size)) },
        ...{ log: pair(signers.map(({ vkey }) => vkey)) },
        ...{ revision: both(fixed.revision), witness: both(fixed.witness) },
      },
      { log: pair(seeds), revision: both(other), witness: both(other) },
    );
  }

  const [first, second, third] = signers;
  const one = passes(0, 1, 9, 1);
  const two = passes(1, 2, 12, 2);
  const keptBy = (by: typeof signer, size: number): Memory => ({ key: by.vkey, note: noteOf(leaves(size), by) });

  async function shownBy(by: typeof signer, size: number, from: number, rotations: string[], changed = -1) {
    const honest = await shown(leaves(size, changed), from);
    return { ...honest, checkpoint: noteOf(leaves(size, changed), by), key: by.vkey, rotations };
  }

  test('is followed where old and new have signed that, the log continues, and it is told until it is compared', async () => {
    for (const from of [1, 5, 9]) {
      const after = keep(keptBy(first, from), await shownBy(second, 12, from, [one]));
      expect(after).toEqual({ ...keptBy(second, 12), replaced: { key: first.vkey, at, since } });
      const later = keep(after, await shownBy(second, 14, 12, [one]));
      expect(later).toEqual({ ...keptBy(second, 14), replaced: { key: first.vkey, at, since } });
      expect(compared(later)).toEqual(keptBy(second, 14));
    }
  });

  test('twice while nobody looked, or once more before it was compared: the key that was known is told', async () => {
    const replaced = { key: first.vkey, at, since };
    expect(keep(keptBy(first, 9), await shownBy(third, 15, 9, [one, two]))).toEqual({
      ...keptBy(third, 15),
      replaced,
    });
    const after = keep(keptBy(first, 9), await shownBy(second, 12, 9, [one]));
    expect(keep(after, await shownBy(third, 15, 12, [one, two])).replaced).toEqual(replaced);
    expect(keep(keptBy(second, 12), await shownBy(third, 15, 12, [one, two])).replaced?.key).toBe(second.vkey);
  });

  test('is no excuse for another history, for fewer entries, or for what the old key signs afterwards', async () => {
    expect(whyOf(keptBy(first, 9), await shownBy(second, 12, 9, [one], 4))).toBe('notContinued');
    expect(whyOf(keptBy(second, 12), await shownBy(second, 10, 12, [one]))).toBe('smaller');
    expect(whyOf(keptBy(second, 12), { ...(await shownBy(first, 14, 12, [one])), key: second.vkey })).toBe('unsigned');
    expect(whyOf(keptBy(second, 12), await shownBy(first, 14, 12, []))).toBe('otherKey');
    // The known key has signed more than it is now said to have.
    expect(whyOf(keptBy(first, 11), await shownBy(second, 14, 11, [one]))).toBe('otherKey');
  });

  test('is not believed without its rotation, with an altered one, or with one that leads elsewhere', async () => {
    const { rotations: _, ...bare } = await shownBy(second, 12, 9, []);
    for (const rotations of [[], ['nonsense'], [one.replace(since, at)], [two], [one, two]])
      expect(whyOf(keptBy(first, 9), { ...bare, rotations })).toBe('otherKey');
    expect(whyOf(keptBy(first, 9), bare)).toBe('otherKey');
  });

  test('at first sight the key is the one that the newest checkpoint bears', async () => {
    expect(keep(null, await shownBy(second, 12, 0, [one]))).toEqual(keptBy(second, 12));
    // The server stopped between the change and the next checkpoint.
    const between = { ...(await shownBy(first, 9, 0, [one])), key: second.vkey };
    expect(keep(null, between)).toEqual(keptBy(first, 9));
    const memory = keptBy(first, 9);
    expect(keep(memory, { ...between, proof: [] })).toBe(memory);
  });
});

test('what was altered in this browser is told apart from what the server did', async () => {
  const honest = await shown(leaves(12), 9);
  const { key, note } = kept(9);
  expect(whyOf({ key, note: note.replace('\n9\n', '\n900\n') }, honest)).toBe('damaged');
  expect(whyOf({ key: '', note: '{half a no' }, honest)).toBe('damaged');
});

test('size and name are read off a checkpoint; what is none has no entries', () => {
  const { note } = kept(9);
  expect([sizeOf(note), originOf(note)]).toEqual([9n, ORIGIN]);
  expect([sizeOf('{half a no'), sizeOf('a\n-4\n'), sizeOf(`a\n${'9'.repeat(40)}\n`)]).toEqual([0n, 0n, 0n]);
});
