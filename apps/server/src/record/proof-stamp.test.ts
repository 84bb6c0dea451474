import { createHash } from 'node:crypto';
import { makeQuery, readPem } from '@cairn/timestamp';
import { makeTestAuthority, type TestAuthority } from '@cairn/timestamp/testing';
import { beforeAll, expect, test } from 'vitest';
import { checkStamp } from './proof-stamp.ts';

// What stands in a proof: the checkpoint with the log's line, here not the first, and a witness's.
const TEXT = 'example.org/log\n12\nAAAA\n\n';
const OWN = '— example.org/log c2lnbmF0dXJl\n';
const PROOF = { tlogProof: `c2sp.org/tlog-proof@v1\nindex 3\nAAAA\n\n${TEXT}— witness.example Y29zaWduZWQ=\n${OWN}` };
const TIME = new Date('2031-03-05T06:00:00Z');
const now = TIME.getTime() + 1000;

let authority: TestAuthority;
let stamp: Uint8Array;

async function stampOver(note: string): Promise<Uint8Array> {
  return authority.answer(makeQuery(createHash('sha256').update(note).digest()), { time: TIME });
}

beforeAll(async () => {
  authority = await makeTestAuthority();
  stamp = await stampOver(`${TEXT}${OWN}`);
});

test("a stamp over a proof's checkpoint proves by when it was there, under certificates from elsewhere", async () => {
  const proven = { authority: 'Test authority', time: '2031-03-05T06:00:00Z', accuracyMs: null };
  const chain = readPem(authority.chain);
  expect(await checkStamp(PROOF, stamp, { chain, now })).toEqual({ ...proven, trusted: true });
  expect(await checkStamp(PROOF, stamp, { now })).toEqual({ ...proven, trusted: false });
  const other = readPem((await makeTestAuthority()).chain);
  await expect(checkStamp(PROOF, stamp, { chain: other, now })).rejects.toMatchObject({ fault: 'chain' });
});

test('a stamp of another checkpoint, of the future, or before the revision says it was made, is refused', async () => {
  const without = { tlogProof: PROOF.tlogProof.replace(OWN, '') };
  await expect(checkStamp(without, stamp, { now })).rejects.toThrow(/another checkpoint/);
  await expect(checkStamp(PROOF, await stampOver(TEXT), { now })).rejects.toThrow(/another checkpoint/);
  await expect(checkStamp(PROOF, stamp, { now: now - 120_000 })).rejects.toThrow(/future/);
  const claimed = '2031-03-05T06:02:00Z';
  await expect(checkStamp(PROOF, stamp, { now: now + 500_000, claimed })).rejects.toThrow(/cannot be right/);
  expect((await checkStamp(PROOF, stamp, { now, claimed: '2031-03-05T05:59:59Z' })).trusted).toBe(false);
});
