import {
  addSignature,
  ed25519Signer,
  formatAddCheckpoint,
  formatCheckpoint,
  generateKey,
  openCheckpoint,
  parseAddCheckpoint,
  parseVerifierKey,
  type Signer,
  signNote,
} from '@cairn/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import {
  type Identity,
  type Instance,
  type Keys,
  keysOf,
  nextKeysOf,
  readIdentity,
  signRotationOf,
} from '../database/index.ts';
import { addCosignature, witnessRequest } from '../record/cosigning.ts';
import { integrity, rotateKeys } from '../record/index.ts';
import { cosign } from '../record/witnessing.ts';
import { type Subject, startSubject } from '../testing/backup-subject.ts';
import { addPartner, removePartner } from './partners.ts';
import { rotationsOf, takeRotation } from './rotations.ts';
import { configuredWitnesses } from './witness-list-store.ts';
import { addWitness } from './witnesses.ts';

const BY = 'operator:tester';

let team: Subject;
let partner: Subject;
/** Of the team, as a thief has them. */
let stolen: Keys;
let note: string;
/** Cosigned last before the rotation. */
let size: number;

beforeAll(async () => {
  [team, partner] = await Promise.all([startSubject(), startSubject()]);
  await team.write('First');
  size = await cosigned(0, team.instance.keys.logKey);
  stolen = keysOf(identityOf(team));
  await team.write('Cosigned before, and taken in after');
  const on = await cosign(partner.instance, await witnessRequest(team.instance, size), BY);
  note = await rotateKeys(team.instance, { which: ['log', 'revision'], by: BY });
  const late = await addCosignature(team.instance, on, BY, partner.instance.keys.witnessKey);
  expect(late.size).toBeGreaterThan(size);
  size = late.size;
  await team.write('Second');
});
afterAll(async () => {
  await team?.stop();
  await partner?.stop();
});

const identityOf = ({ instance }: Subject): Identity => readIdentity(instance.data.keys) as Identity;

/** The partner cosigns the team's newest checkpoint, and the team takes that in. */
async function cosigned(from: number, key?: string): Promise<number> {
  const signed = await cosign(partner.instance, await witnessRequest(team.instance, from), BY, key);
  return (await addCosignature(team.instance, signed, BY, partner.instance.keys.witnessKey)).size;
}

const sound = async (instance: Instance) => expect((await audit(instance)).findings).toEqual([]);

test('a partner who knows the old key cosigns nothing under the new one before the rotation was taken in', async () => {
  await expect(cosigned(size)).rejects.toThrow('does not verify');
  await expect(cosigned(size, team.instance.keys.logKey)).rejects.toThrow('Another key is known for this log');
});

test('what is no rotation, of a log that is not known, or of this one, changes nothing', async () => {
  await expect(takeRotation(partner.instance, BY, note.replace('size', 'sise'))).rejects.toThrow('does not verify');
  await expect(takeRotation(team.instance, BY, note)).rejects.toThrow('of this log itself');
  const other = await rotateKeys(partner.instance, { which: ['revision'], by: BY });
  await expect(takeRotation(team.instance, BY, other)).rejects.toThrow('is known here by the old key');
  await expect(cosigned(size)).rejects.toThrow('does not verify');
});

test('with the rotation the log is cosigned on from where it was, and the old key counts no more', async () => {
  expect(await takeRotation(partner.instance, BY, note)).toMatchObject({
    origin: stolen.origin,
    key: team.instance.keys.logKey,
    witness: null,
  });
  const later = await cosigned(size);
  expect(later).toBeGreaterThan(size);
  expect((await integrity(team.instance)).anchored.size).toBe(later);
  await expect(takeRotation(partner.instance, BY, note)).rejects.toThrow('is known here by the old key');
  // What the thief shows is refused, and is no contradiction of the owner's log.
  const root = new Uint8Array(32).fill(9);
  const forged = signNote(formatCheckpoint({ origin: stolen.origin, size: BigInt(later) + 1n, root }), [stolen.log]);
  const asked = formatAddCheckpoint({ oldSize: BigInt(later), proof: [root], checkpoint: forged });
  await expect(cosign(partner.instance, asked, BY)).rejects.toThrow('does not verify');
  const mine = await witnessRequest(team.instance, later);
  const resigned = { ...parseAddCheckpoint(mine), checkpoint: addSignature(forged, stolen.log) };
  await expect(cosign(partner.instance, formatAddCheckpoint(resigned), BY)).rejects.toThrow('does not verify');
  await team.write('Third');
  expect(await cosigned(later)).toBeGreaterThan(later);
  await sound(team.instance);
  await sound(partner.instance);
});

test('two rotations are taken in one after the other, in their order', async () => {
  const last = (await integrity(team.instance)).anchored.size;
  const second = await rotateKeys(team.instance, { which: ['log'], by: BY });
  const third = await rotateKeys(team.instance, { which: ['log'], by: BY });
  await expect(takeRotation(partner.instance, BY, third)).rejects.toThrow('Another key is known for this log');
  await takeRotation(partner.instance, BY, second);
  await takeRotation(partner.instance, BY, third);
  expect(await cosigned(last)).toBeGreaterThan(last);
  expect(rotationsOf(team.instance).map(({ what }) => what)).toEqual(['log', 'revision', 'log', 'log']);
});

test('a rotation is refused that says less was signed with the old key than was cosigned here', async () => {
  const last = (await integrity(team.instance)).anchored.size;
  const thief = keysOf(identityOf(team));
  // While the owner is away, whoever took the key goes on from what the partner has seen.
  await team.write('By the thief');
  const request = parseAddCheckpoint(await witnessRequest(team.instance, last));
  await cosign(partner.instance, formatAddCheckpoint(request), BY);
  const identity = identityOf(team);
  const before = openCheckpoint(request.checkpoint, [parseVerifierKey(thief.logKey)]);
  const at = new Date().toISOString();
  const made = signRotationOf(
    { ...identity, next: nextKeysOf(identity, ['log']) },
    { at, since: at, size: BigInt(last), root: before.root },
  );
  await expect(takeRotation(partner.instance, BY, made.note)).rejects.toThrow("One of the two is not the owner's");
});

test("a witness's new key takes the place of the old one, whose cosignatures count no more", async () => {
  const old = partner.instance.keys.witnessKey;
  const before = (await integrity(team.instance)).anchored;
  expect(before.by).toEqual([parseVerifierKey(old).name]);
  const rotation = await rotateKeys(partner.instance, { which: ['witness'], by: BY });
  expect(partner.instance.keys.witnessKey).not.toBe(old);
  const done = await takeRotation(team.instance, BY, rotation);
  expect(done).toMatchObject({ key: null, witness: partner.instance.keys.witnessKey });
  expect((await integrity(team.instance)).anchored).toMatchObject({ size: 0, by: [] });
  await team.write('Fourth');
  const request = parseAddCheckpoint(await witnessRequest(team.instance, 0));
  const from = Number(/last signed size (\d+)/.exec(await failure(request))?.[1]);
  expect(await cosigned(from)).toBeGreaterThan(from);
  expect((await integrity(team.instance)).anchored.by).toEqual([
    parseVerifierKey(partner.instance.keys.witnessKey).name,
  ]);
  await sound(team.instance);
  await sound(partner.instance);
});

async function failure(request: ReturnType<typeof parseAddCheckpoint>): Promise<string> {
  return cosign(partner.instance, formatAddCheckpoint(request), BY).then(String, String);
}

test('no rotation gives a witness the name of another', async () => {
  const data = { ...(readIdentity(team.instance.data.keys) as Identity), rotations: [] };
  const [one, other] = ['one', 'other'].map((name) => `cairn.invalid/${name}`) as [string, string];
  const seed = (): string => Buffer.from(generateKey().secret).toString('base64');
  const mine = { ...data, origin: 'cairn.invalid/partner', witness: seed(), witnessName: one };
  const url = 'https://witness.invalid/';
  await addWitness(team.instance, BY, { key: keysOf(mine).witnessKey, url });
  const { witnessKey } = keysOf({ ...mine, witness: seed(), witnessName: other });
  await addWitness(team.instance, BY, { key: witnessKey, url });
  const next = { ...nextKeysOf(mine, ['witness']), witnessName: other };
  const at = new Date().toISOString();
  const made = signRotationOf({ ...mine, next }, { at, since: at, size: 1n, root: new Uint8Array(32) });
  await expect(takeRotation(team.instance, BY, made.note)).rejects.toThrow('Another witness has the name');
  expect((await configuredWitnesses(team.instance.access)).find(({ name }) => name === other)?.vkey).toBe(witnessKey);
});

test('a partner that was forgotten and comes back with another key is refused in words', async () => {
  const origin = 'cairn.invalid/back';
  const [before, after] = [1, 2].map(() => ed25519Signer(origin, generateKey().secret)) as [Signer, Signer];
  const request = (size: bigint, signer: Signer): string => {
    const checkpoint = signNote(formatCheckpoint({ origin, size, root: new Uint8Array(32).fill(Number(size)) }), [
      signer,
    ]);
    return formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint });
  };
  await addPartner(partner.instance, BY, { name: 'Back', key: before.vkey });
  await cosign(partner.instance, request(3n, before), BY);
  await removePartner(partner.instance, BY, 'Back');
  await addPartner(partner.instance, BY, { name: 'Back', key: after.vkey });
  await expect(cosign(partner.instance, request(5n, after), BY)).rejects.toMatchObject({ kind: 'other-key' });
});
