import { parsePolicy, parseVerifierKey } from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { addCosignature, witnessRequest } from './cosigning.ts';
import { commit, newId, openOperatorSession, proofOf } from './index.ts';
import { checkProof, readProofFile, UnknownStamps } from './proof-check.ts';
import type { ProofFile } from './types.ts';
import { cosign } from './witnessing.ts';

let team: TestServer;
let partner: TestServer;
let id: string;

beforeAll(async () => {
  team = await startTestServer();
  partner = await startTestServer();
  id = newId();
  const body = { title: 'Shelling of the mill', notes: 'HIDDEN' };
  const change = { id, kind: 'incident', compartment: team.compartment.id, base: 0, body } as const;
  await commit(team.instance, await openOperatorSession(team.instance), [change], 'First report');
});
afterAll(async () => {
  await team?.stop();
  await partner?.stop();
});

async function proof(disclose = ['title']): Promise<ProofFile> {
  const session = await openOperatorSession(team.instance);
  const file = await proofOf(team.instance, session, id, undefined, disclose);
  return readProofFile(JSON.stringify(file));
}

test('a proof shows what was disclosed and nothing else', async () => {
  const file = await proof();
  expect(JSON.stringify(file)).not.toContain('HIDDEN');
  const verdict = checkProof(file, { key: parseVerifierKey(team.instance.keys.logKey) });
  expect(verdict.claims).toEqual({ record: id, kind: 'incident', revision: 1, 'body.title': 'Shelling of the mill' });
  expect(verdict).toMatchObject({ trust: 'key', origin: team.instance.keys.origin, witnesses: [] });
});

test("without a key from outside it is consistent with its own key, and under a stranger's key it is not", async () => {
  const file = await proof();
  expect(checkProof(file, {}).trust).toBe('own-key');
  const stranger = parseVerifierKey(partner.instance.keys.logKey);
  expect(() => checkProof(file, { key: stranger })).toThrow();
});

test('under a policy it needs the witness that the policy names', async () => {
  const { logKey } = team.instance.keys;
  const { witnessKey } = partner.instance.keys;
  const policy = parsePolicy(`log ${logKey}\nwitness partner ${witnessKey}\nquorum partner\n`);
  const before = await proof();
  expect(() => checkProof(before, { policy })).toThrow(/witness/);
  const note = await cosign(partner.instance, await witnessRequest(team.instance), TESTER, logKey);
  await addCosignature(team.instance, note, TESTER, witnessKey);
  const verdict = checkProof(await proof(), { policy });
  expect(verdict).toMatchObject({ trust: 'policy', witnesses: [{ name: parseVerifierKey(witnessKey).name }] });
});

/** The token with another character in the middle of its signature (its last ones are the same for one in sixteen). */
function signedOtherwise(token: string): string {
  const at = token.length - 40;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

test('any change of it is noticed', async () => {
  const file = await proof();
  const key = parseVerifierKey(team.instance.keys.logKey);
  const [token = '', ...disclosures] = file.token.split('~');
  const other = Buffer.from(JSON.stringify(['c2FsdHNhbHRzYWx0c2FsdA', 'body.title', 'Other'])).toString('base64url');
  const altered: Partial<ProofFile>[] = [
    { token: `${signedOtherwise(token)}~${disclosures.join('~')}` },
    { token: `${token}~${other}~` },
    { token: `${token}~${disclosures[0]}~${disclosures[0]}~` },
    { tlogProof: file.tlogProof.replace(/index (\d+)/, (_all, n: string) => `index ${Number(n) + 1}`) },
    { tlogProof: file.tlogProof.replace(/\n(\d+)\n/, (_all, n: string) => `\n${Number(n) + 1}\n`) },
    { tlogProof: file.tlogProof.replace('c2sp.org/tlog-proof@v1', 'c2sp.org/tlog-proof@v2') },
  ];
  for (const change of altered)
    expect(() => checkProof({ ...file, ...change }, { key }), JSON.stringify(change)).toThrow();
});

test.each(['', '{', '[]', 'null', '{"token":"x"}', '{"token":"a","token":"b","tlogProof":"","stamps":[],"key":""}'])(
  '%j is no proof file',
  (text) => {
    expect(() => readProofFile(text, 'x.json')).toThrow('no proof file');
  },
);

test('stamps, which this version knows none of, are never passed over', async () => {
  const file = await proof();
  const key = parseVerifierKey(team.instance.keys.logKey);
  expect(() => checkProof({ ...file, stamps: [{ type: 'tsa', token: 'x' }] }, { key })).toThrow(UnknownStamps);
  expect(() => checkProof({ ...file, stamps: [null] }, {})).toThrow(/1 stamp that/);
});
