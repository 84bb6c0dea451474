import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addSignature,
  cosigner,
  formatCheckpoint,
  formatTlogProof,
  leafHash,
  nodeHash,
  parsePolicy,
  parseTlogProof,
  parseVerifierKey,
  signNote,
} from '@cairn/ledger';
import { entryOf, issue } from '@cairn/revision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../commands/command.ts';
import { verifyCommand } from '../commands/verify.ts';
import { type Identity, type Keys, keysOf, nextKeysOf, readIdentity, signRotationOf } from '../database/index.ts';
import { type Subject, startSubject } from '../testing/backup-subject.ts';
import { commit, newId, proofOf, rotateKeys, sequence } from './index.ts';
import { checkProof, type Trust } from './proof-check.ts';
import type { ProofFile } from './types.ts';

let subject: Subject;
/** The keys in turn, and as a thief has the first of them. */
let keys: Keys[];
let stolen: Identity;
let thief: Keys;
let notes: string[];
/** Proofs of records from before the theft, from between theft and rotation, and from after it. */
let [early, between, late]: ProofFile[] = [];
/** The first of them again, made after both rotations. */
let again: ProofFile;
const folder = mkdtempSync(join(tmpdir(), 'cairn-proof-'));

beforeAll(async () => {
  subject = await startSubject();
  const { instance } = subject;
  const first = await record();
  early = await proof(first);
  const since = new Date(Date.now() + 5);
  while (Date.now() <= since.getTime());
  between = await proof(await record());
  keys = [instance.keys];
  stolen = readIdentity(instance.data.keys) as Identity;
  thief = keysOf(stolen);
  notes = [await rotateKeys(instance, { which: ['log', 'revision', 'witness'], since, by: 'operator:tester' })];
  keys.push(instance.keys);
  late = await proof(await record());
  notes.push(await rotateKeys(instance, { which: ['log'], by: 'operator:tester' }));
  keys.push(instance.keys);
  again = await proof(first);
});
afterAll(async () => {
  await subject?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function record(): Promise<string> {
  const id = newId();
  const change = { id, kind: 'incident' as const, compartment: subject.compartment, base: 0, body: { title: 'x' } };
  await commit(subject.instance, subject.session, [change], 'test');
  await sequence(subject.instance);
  return id;
}

const proof = (id: string, disclose = ['title', 'at']) =>
  proofOf(subject.instance, subject.session, id, undefined, disclose);

const trustIn = (n: number, more: Trust = {}): Trust => ({
  key: parseVerifierKey((keys[n] as Keys).logKey),
  ...more,
});

/** What is told: severities with the gist of their messages. */
function told(file: ProofFile | undefined, trust: Trust): string[] {
  return checkProof(file as ProofFile, trust).flags.map(
    ({ severity, message }) =>
      `${severity}: ${/^The key of the log was replaced|^The checkpoint is signed|was recorded after that|does not tell when/.exec(message)?.[0]}`,
  );
}

test('whoever knows the new key verifies proofs made since plainly, also of what was recorded long before', () => {
  expect(told(again, trustIn(2))).toEqual([]);
  expect(told(late, trustIn(1))).toEqual([]);
  expect(again.rotations).toEqual(notes);
});

test('whoever knows an old key is led to the new one, and told to ask', () => {
  const replaced = ['note: The key of the log was replaced'];
  expect(told(again, trustIn(0))).toEqual(replaced);
  expect(told(again, trustIn(1))).toEqual(replaced);
  const { rotations: _, ...bare } = again;
  expect(() => checkProof(bare, trustIn(0))).toThrow('none of the known keys');
  expect(told(bare, trustIn(0, { rotations: notes }))).toEqual(replaced);
  expect(() => checkProof({ ...bare, rotations: notes.slice(1) }, trustIn(0))).toThrow('none of the known keys');
  expect(() => checkProof({ ...bare, rotations: [String(notes[0]).replace('size', 'sise')] }, trustIn(0))).toThrow();
});

test('a proof from before is as it was, and flagged once the rotation is known', () => {
  expect(told(early, trustIn(0))).toEqual([]);
  // The new key has put its name to the very last checkpoint of the old one, and to no other.
  expect(told(early, trustIn(0, { rotations: notes }))).toEqual(['finding: The checkpoint is signed']);
  expect(told(early, trustIn(2, { rotations: notes }))).toEqual(['finding: The checkpoint is signed']);
  expect(() => checkProof(early as ProofFile, trustIn(2))).toThrow('none of the known keys');
  expect(told(between, trustIn(2, { rotations: notes }))).toEqual(['finding: was recorded after that']);
});

test('what the old key signed after the theft is flagged; where its time is withheld, that is said', async () => {
  const { record: id } = checkProof(between as ProofFile, {}).claims;
  expect(told(await proof(String(id)), trustIn(2))).toEqual(['finding: was recorded after that']);
  expect(told(await proof(String(id), ['title']), trustIn(2))).toEqual(['note: does not tell when']);
});

/** A revision and a checkpoint that somebody makes with keys of his own choice. */
function forged(
  by: Pick<Keys, 'kid' | 'signRevision'>,
  log: Keys['log'],
  size: bigint,
  rotations?: string[],
): ProofFile {
  const claims: [string, unknown][] = [
    ['record', newId()],
    ['at', '2020-01-01T00:00:00.000Z'],
  ];
  const { token, disclosures } = issue({ claims, kid: by.kid, sign: by.signRevision });
  // A tree in which the entry stands last, behind hashes of the forger's choice.
  const index = size - 1n;
  const proofHashes: Uint8Array[] = [];
  let root = leafHash(entryOf(token));
  for (let rest = index; rest > 0n; rest >>= 1n) {
    if (rest & 1n) {
      const sibling = leafHash(new Uint8Array([Number(rest & 255n)]));
      proofHashes.push(sibling);
      root = nodeHash(sibling, root);
    }
  }
  const checkpoint = signNote(formatCheckpoint({ origin: log.name, size, root }), [log]);
  const tlogProof = formatTlogProof({ index, proof: proofHashes, checkpoint });
  const more = rotations === undefined ? {} : { rotations };
  return { token: [token, ...disclosures, ''].join('~'), tlogProof, stamps: [], key: log.vkey, ...more };
}

test('with the stolen keys nobody makes what holds beyond the rotation', () => {
  const size = BigInt(checkProof(again, {}).size) + 5n;
  const taken = { rotations: notes };
  // Whoever knows nothing of the rotation cannot tell: that is why it is told to everybody.
  expect(told(forged(thief, thief.log, size), trustIn(0))).toEqual([]);
  for (const trust of [trustIn(0, taken), trustIn(1, taken), trustIn(2, taken)])
    expect(() => checkProof(forged(thief, thief.log, size), trust)).toThrow(
      'signed with a key that was given up before',
    );
  // Within the sizes of the old key it is a finding, since others have that key too.
  expect(told(forged(thief, thief.log, 3n), trustIn(2, taken))).toEqual(['finding: The checkpoint is signed']);
  // A revision by the old key under a checkpoint of the new one: as if the instance itself had been made to log it.
  const mixed = forged(thief, (keys[2] as Keys).log, size, notes);
  expect(() => checkProof(mixed, trustIn(2))).toThrow(/Entry \d+ is signed with a key that was given up before/);
});

test('another rotation by the thief leads nobody astray who knows the right rotation or the new key', () => {
  const own = { ...stolen, next: nextKeysOf(stolen, ['log', 'revision']) };
  const at = new Date().toISOString();
  const made = signRotationOf(own, { at, since: at, size: 3n, root: leafHash(new Uint8Array()) });
  const file = forged(made.keys, made.keys.log, 500n, [made.note]);
  // To somebody who knows the old key alone it looks as the right one would: that is why keys are compared.
  expect(told(file, trustIn(0))).toEqual(['note: The key of the log was replaced']);
  expect(() => checkProof(file, trustIn(0, { rotations: notes }))).toThrow('does not follow');
  expect(() => checkProof(file, trustIn(2))).toThrow('none of the known keys');
  expect(() => checkProof(file, trustIn(2, { rotations: notes }))).toThrow('does not follow');
  expect(() => checkProof(again, trustIn(2, { rotations: [made.note] }))).toThrow('does not follow');
});

test('a key and a policy must both hold, each by itself', () => {
  const policy = (n: number) => parsePolicy(`log ${(keys[n] as Keys).logKey}\nquorum none\n`);
  expect(checkProof(again, { ...trustIn(2), policy: policy(2) }).trust).toBe('policy');
  expect(told(again, { policy: policy(0) })).toEqual(['note: The key of the log was replaced']);
  const stranger = parseVerifierKey(
    keysOf({
      ...(readIdentity(subject.instance.data.keys) as Identity),
      rotations: [],
      log: Buffer.alloc(32, 7).toString('base64'),
    }).logKey,
  );
  const { rotations: _, ...bare } = again;
  expect(() => checkProof(bare, { key: stranger, policy: policy(2) })).toThrow();
  expect(() =>
    checkProof(bare, { ...trustIn(2), policy: parsePolicy(`log ${stranger.vkey}\nquorum none\n`) }),
  ).toThrow();
});

test('a cosignature by a key that its witness gave up is told, and flagged where it says that it is later', () => {
  const witness = cosigner('cairn.invalid/other/witness', Buffer.alloc(32, 5));
  const next = Buffer.alloc(32, 6).toString('base64');
  const identity: Identity = {
    ...{ ...stolen, origin: 'cairn.invalid/other', witness: Buffer.alloc(32, 5).toString('base64') },
    next: { log: stolen.log, revision: stolen.revision, witness: next },
  };
  const since = new Date(1_900_000_000_000).toISOString();
  const { note } = signRotationOf(identity, { at: since, since, size: 3n, root: leafHash(new Uint8Array()) });
  const policy = parsePolicy(`log ${(keys[2] as Keys).logKey}\nwitness w ${witness.vkey}\nquorum w\n`);
  const { index, proof: hashes, checkpoint } = parseTlogProof(again.tlogProof);
  const at = (time: number): ProofFile => ({
    ...again,
    tlogProof: formatTlogProof({ index, proof: hashes, checkpoint: addSignature(checkpoint, witness, time) }),
  });
  const severities = (time: number, rotations: string[]) =>
    checkProof(at(time), { policy, rotations }).flags.map(({ severity }) => severity);
  expect(severities(1_900_000_000, [])).toEqual([]);
  expect(severities(1_900_000_000, [note])).toEqual(['finding']);
  expect(severities(1_899_999_999, [note])).toEqual(['note']);
  expect(() => checkProof(again, trustIn(2, { rotations: [note] }))).toThrow('other keys than those that you know');
});

test('"cairn verify" says it, and ends with 1 for what is flagged', async () => {
  const path = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const run = async (file: ProofFile | undefined, values: Record<string, string | string[]>) => {
    let text = '';
    const context = {
      json: false,
      out: (line: string) => {
        text += line;
      },
    } as Context;
    const status = await verifyCommand.run(context, [path('proof.json', JSON.stringify(file))], values);
    return { status, text };
  };
  const rotation = notes.map((note, i) => path(`rotation-${i}.txt`, note));
  const key = (n: number) => (keys[n] as Keys).logKey;
  expect(await run(again, { key: key(2) })).toMatchObject({ status: 0, text: expect.stringContaining('PROVEN under') });
  expect(await run(again, { key: key(0) })).toMatchObject({
    status: 0,
    text: expect.stringContaining('NOTE: The key of'),
  });
  expect(await run(early, { key: key(2), rotation })).toMatchObject({
    status: 1,
    text: expect.stringContaining('FLAGGED: it holds, but'),
  });
  const late = forged(thief, thief.log, 500n);
  expect(await run(late, { key: key(0), rotation })).toMatchObject({
    status: 1,
    text: expect.stringMatching('NOT PROVEN: .* signed with a key that was given up before'),
  });
});

test('signatures of an old key beside the right one change nothing', () => {
  const { index, proof: hashes, checkpoint } = parseTlogProof(again.tlogProof);
  const both = formatTlogProof({ index, proof: hashes, checkpoint: addSignature(checkpoint, thief.log) });
  expect(told({ ...again, tlogProof: both }, trustIn(2))).toEqual([]);
});
