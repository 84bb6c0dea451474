import {
  cosigner,
  formatCheckpoint,
  generateKey,
  openCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
} from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { startTestServer, TESTER, type TestServer } from '../testing/server.ts';
import { addCosignature, witnessRequest } from './cosigning.ts';
import {
  commit,
  commitDeed,
  integrity,
  newestCheckpoint,
  newId,
  openOperatorSession,
  rotateKeys,
  sequence,
} from './index.ts';
import { Refusal } from './types.ts';
import { cosign } from './witnessing.ts';

let team: TestServer;
let partner: TestServer;

beforeAll(async () => {
  team = await startTestServer();
  partner = await startTestServer();
});
afterAll(async () => {
  await team?.stop();
  await partner?.stop();
});

async function grow(): Promise<void> {
  const session = await openOperatorSession(team.instance);
  const change = {
    id: newId(),
    kind: 'incident',
    compartment: team.compartment.id,
    base: 0,
    body: { title: 'x' },
  } as const;
  await commit(team.instance, session, [change], 'test');
  await sequence(team.instance);
}

test('a partner cosigns by file, each time from the size signed before, and the log is then anchored', async () => {
  const { logKey } = team.instance.keys;
  const { witnessKey } = partner.instance.keys;
  const first = await witnessRequest(team.instance);
  await expect(cosign(partner.instance, first, TESTER)).rejects.toThrow('not known');
  const note = await cosign(partner.instance, first, TESTER, logKey);
  expect(openCheckpoint(note, [logKey, witnessKey].map(parseVerifierKey)).signatures).toHaveLength(2);
  await expect(addCosignature(team.instance, note, TESTER)).rejects.toThrow('no cosignature of a known witness');
  const anchored = await addCosignature(team.instance, note, TESTER, witnessKey);
  expect(anchored.by).toEqual([parseVerifierKey(witnessKey).name]);
  expect((await integrity(team.instance)).anchored).toMatchObject(anchored);

  await grow();
  await expect(cosign(partner.instance, await witnessRequest(team.instance), TESTER)).rejects.toThrow(
    'last signed size',
  );
  const next = await witnessRequest(team.instance, parseVerifierKey(witnessKey).name);
  const later = await addCosignature(team.instance, await cosign(partner.instance, next, TESTER), TESTER);
  expect(later.size).toBeGreaterThan(anchored.size);
  expect((await integrity(team.instance)).anchored.size).toBe(later.size);
});

test('another key, another log and an altered checkpoint are refused', async () => {
  const request = await witnessRequest(team.instance, parseVerifierKey(partner.instance.keys.witnessKey).name);
  const { logKey } = partner.instance.keys;
  await expect(cosign(partner.instance, request, TESTER, logKey)).rejects.toThrow('Another key');
  await expect(cosign(team.instance, request, TESTER)).rejects.toThrow('own log');
  const altered = request.replace(/\n([0-9]+)\n/, (_all, size: string) => `\n${Number(size) + 1}\n`);
  await expect(cosign(partner.instance, altered, TESTER)).rejects.toThrow();
  await expect(cosign(partner.instance, 'nonsense', TESTER)).rejects.toThrow();
});

test('a witness whose database was rolled back signs no more', async () => {
  const { owner } = partner.instance;
  await grow();
  const request = await witnessRequest(team.instance, 0);
  await owner.query('alter table cairn.witnessed_checkpoint disable trigger all');
  await owner.query('delete from cairn.witnessed_checkpoint');
  await expect(cosign(partner.instance, request, TESTER)).rejects.toThrow(Refusal);
  await expect(cosign(partner.instance, request, TESTER)).rejects.toThrow('forgot');
});

test('a key of this instance, of now or from before a rotation, is no witness of it', async () => {
  const { instance } = team;
  const own = instance.keys.witness;
  const { size, root } = await head();
  const note = signNote(formatCheckpoint({ origin: instance.keys.origin, size, root }), [instance.keys.log, own]);
  await expect(addCosignature(instance, note, TESTER, own.vkey)).rejects.toThrow('key of this instance itself');
  await rotateKeys(instance, { which: ['witness'], by: TESTER });
  await expect(addCosignature(instance, note, TESTER, own.vkey)).rejects.toThrow('key of this instance itself');
  // Nor where a deed says so.
  const before = (await audit(instance)).anchored;
  await commitDeed(instance, {
    ...{ table: 'witness', row: { name: own.name, vkey: own.vkey, active: true }, by: TESTER, reason: 'test' },
  });
  const line = note.slice(0, -1).slice(note.slice(0, -1).lastIndexOf('\n') + 1);
  const row = { size: Number(size), line };
  await commitDeed(instance, { table: 'cosignature', row, by: TESTER, reason: 'test' });
  await sequence(instance);
  const { anchored, findings } = await audit(instance);
  expect(anchored).toEqual(before);
  expect(findings.map(({ message }) => message)).toContain('It is this instance itself: it is no anchor.');
});

test.each([
  ['tomorrow', () => Math.floor(Date.now() / 1000) + 86_400, 'lies ahead'],
  ['in a year that no clock shows', () => 2 ** 53 - 1, 'is wrong'],
])('a cosignature that says it was made %s is not taken in, and breaks nothing', async (_, time, message) => {
  const { secret } = generateKey();
  const liar = cosigner('liar.example/witness', secret);
  const text = formatCheckpoint(await head());
  const line = signNote(text, [liar], time()).slice(text.length + 1);
  const note = signNote(text, [team.instance.keys.log]) + line;
  await expect(addCosignature(team.instance, note, TESTER, liar.vkey)).rejects.toThrow(message);
  expect((await integrity(team.instance)).size).toBeGreaterThan(0);
});

async function head() {
  const newest = await newestCheckpoint(team.instance.sequencer);
  return parseCheckpoint(newest?.note.slice(0, newest.note.indexOf('\n\n') + 1) ?? '');
}
