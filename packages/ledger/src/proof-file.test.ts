import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from './bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { NoteError, PolicyError, ProofError } from './errors.ts';
import { parseVerifierKey } from './key.ts';
import { signNote } from './note.ts';
import { parsePolicy } from './policy.ts';
import { formatTlogProof, parseTlogProof, type TlogProof, verifyTlogProof } from './proof-file.ts';
import { inclusionProof, treeRoot } from './prove.ts';
import { cosigner, ed25519Signer } from './signer.ts';
import { flipBit, leavesOf, tilesOf } from './testing.ts';

const log = ed25519Signer('example.org/log', new Uint8Array(32).fill(1));
const witness = cosigner('w.example.org', new Uint8Array(32).fill(2));
const verifiers = [parseVerifierKey(log.vkey)];
const SIZE = 300;
const read = tilesOf(leavesOf(SIZE));
const entryOf = (index: number): Uint8Array => utf8(`entry ${index}`);
const CHECKPOINT = formatCheckpoint({ origin: log.name, size: BigInt(SIZE), root: await treeRoot(SIZE, read) });

async function proofOf(index: number, signers = [log], extra?: Uint8Array): Promise<TlogProof> {
  const proof = await inclusionProof(index, SIZE, read);
  const checkpoint = signNote(CHECKPOINT, signers, 1_700_000_000);
  return { index: BigInt(index), proof, checkpoint, ...(extra ? { extra } : {}) };
}

test('the file has the lines that C2SP tlog-proof gives', async () => {
  const { proof, checkpoint } = await proofOf(299);
  const file = formatTlogProof({ index: 299n, proof, checkpoint, extra: utf8('hello') });
  const hashes = proof.map((hash) => `${toBase64(hash)}\n`).join('');
  expect(file).toBe(`c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 299\n${hashes}\n${checkpoint}`);
});

test('every file is read back as it was written, and proves its entry and no other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(SIZE - 1), fc.option(fc.uint8Array(), { nil: undefined }), async (index, extra) => {
      const parts = await proofOf(index, [log], extra);
      const proof = formatTlogProof(parts);
      expect(parseTlogProof(proof)).toEqual(parts);
      const proven = verifyTlogProof({ proof, entry: entryOf(index), verifiers });
      expect(proven).toMatchObject({ index: BigInt(index), checkpoint: { origin: log.name, size: BigInt(SIZE) } });
      expect(() => verifyTlogProof({ proof, entry: entryOf(index + 1), verifiers })).toThrow(ProofError);
    }),
    { numRuns: 30 },
  );
});

test('no altered bit of a file goes unnoticed, save in the extra data that nothing signs', async () => {
  const proof = utf8(formatTlogProof(await proofOf(123)));
  await fc.assert(
    fc.asyncProperty(fc.nat(proof.length * 8 - 1), async (bit) => {
      const altered = new TextDecoder().decode(flipBit(proof, bit));
      expect(() => verifyTlogProof({ proof: altered, entry: entryOf(123), verifiers })).toThrow();
    }),
    { numRuns: 200 },
  );
});

test('a policy also asks for its witnesses', async () => {
  const policy = parsePolicy(`log ${log.vkey}\nwitness w ${witness.vkey}\nquorum w\n`);
  const entry = entryOf(5);
  const alone = formatTlogProof(await proofOf(5));
  expect(() => verifyTlogProof({ proof: alone, entry, policy })).toThrow(PolicyError);
  const { checkpoint } = verifyTlogProof({ proof: formatTlogProof(await proofOf(5, [log, witness])), entry, policy });
  expect(checkpoint.signatures.map(({ timestamp }) => timestamp)).toEqual([undefined, 1_700_000_000]);
});

test('without the key of the log nothing is proven', async () => {
  const proof = formatTlogProof(await proofOf(5, [log, witness]));
  expect(() => verifyTlogProof({ proof, entry: entryOf(5), verifiers: [] })).toThrow(NoteError);
  const witnessOnly = [parseVerifierKey(witness.vkey)];
  expect(() => verifyTlogProof({ proof, entry: entryOf(5), verifiers: witnessOnly })).toThrow(NoteError);
});

describe('refuses as a proof file', () => {
  const hash = toBase64(new Uint8Array(32));
  const rest = `${hash}\n\n${CHECKPOINT}\n— x AAAAAAAA\n`;
  const header = 'c2sp.org/tlog-proof@v1';
  test.each([
    ['nothing', ''],
    ['another version', `c2sp.org/tlog-proof@v2\nindex 1\n${rest}`],
    ['no index', `${header}\n${rest}`],
    ['extra data after the index', `${header}\nindex 1\nextra AAAA\n${rest}`],
    ['extra data twice', `${header}\nextra AAAA\nextra AAAA\nindex 1\n${rest}`],
    ['extra data that is not canonical', `${header}\nextra AB==\nindex 1\n${rest}`],
    ['an index with a leading zero', `${header}\nindex 01\n${rest}`],
    ['an index beyond 64 bits', `${header}\nindex 18446744073709551616\n${rest}`],
    ['a negative index', `${header}\nindex -1\n${rest}`],
    ['a hash that is too short', `${header}\nindex 1\n${toBase64(new Uint8Array(31))}\n${rest}`],
    ['a hash that is not canonical', `${header}\nindex 1\n${hash.replace('A=', 'B=')}\n${rest}`],
    ['more hashes than any tree has levels', `${header}\nindex 1\n${`${hash}\n`.repeat(64)}${rest}`],
    ['no empty line', `${header}\nindex 1\n`],
    ['carriage returns', `${header}\r\nindex 1\r\n${rest}`],
  ])('%s', (_, file) => expect(() => parseTlogProof(file)).toThrow(ProofError));
});
