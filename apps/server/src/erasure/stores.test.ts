import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { moveStore } from '../evidence/index.ts';
import { sequence } from '../record/index.ts';
import { addressOf, folderPath, keepCredentials, storeSetting } from '../store/index.ts';
import { type ErasureSubject, plant, startErasureSubject } from '../testing/erasure-subject.ts';
import { type S3Double, startS3Double } from '../testing/s3.ts';
import { TESTER } from '../testing/server.ts';
import { approveErasure, finishErasures, requestErasure } from './index.ts';

let subject: ErasureSubject;
let double: S3Double;

beforeAll(async () => {
  subject = await startErasureSubject();
  double = await startS3Double();
  keepCredentials(subject.instance.data.keys, double.place, double.credentials);
});
afterAll(async () => {
  await subject?.stop();
  await double?.stop();
});

const bytesHeld = (value: string): number =>
  [...double.objects.values()].filter((bytes) => bytes.includes(Buffer.from(value))).length;

test('a file goes from the S3 store, and a value within it is found there', async () => {
  const { instance, people } = subject;
  await moveStore(instance, double.place, { by: TESTER });
  await plant(subject, 'Zqvarkolm');
  expect(bytesHeld('Zqvarkolm')).toBe(2);
  const { id } = await requestErasure(instance, people.lead, { targets: [], value: 'Zqvarkolm', reason: 'Asked to' });
  expect(await approveErasure(instance, people.second, id)).toMatchObject({ files: 2, scrubbed: true, notDone: [] });
  expect(bytesHeld('Zqvarkolm')).toBe(0);
  // Copies that were looked into for the value are gone as well.
  expect(readdirSync(`${subject.data}/store/incoming`)).toEqual([]);
  await sequence(instance);
  expect((await audit(instance)).findings).toEqual([]);
});

test('a store that does not answer is told of, and the next start finishes it', async () => {
  const { instance, people } = subject;
  await plant(subject, 'Brunvelka');
  const { id } = await requestErasure(instance, people.lead, { targets: [], value: 'Brunvelka', reason: 'Asked to' });
  double.faults.push({ does: 'fail', when: ({ method }) => method === 'DELETE' });
  const { scrubbed, notDone } = await approveErasure(instance, people.second, id);
  expect(scrubbed).toBe(false);
  expect(notDone.join()).toMatch(/Files of it may lie there still: the bucket cairn/);
  expect(bytesHeld('Brunvelka')).toBeGreaterThan(0);
  double.faults.length = 0;
  expect(await finishErasures(instance)).toMatchObject([{ scrubbed: true, notDone: [] }]);
  expect(bytesHeld('Brunvelka')).toBe(0);
});

test('where versions were switched on later, it is told each time that the file stays there', async () => {
  const { instance, people } = subject;
  await plant(subject, 'Wjelmora');
  const { id } = await requestErasure(instance, people.lead, { targets: [], value: 'Wjelmora', reason: 'Asked to' });
  double.versioning = 'Enabled';
  const { scrubbed, notDone } = await approveErasure(instance, people.second, id);
  expect(scrubbed).toBe(false);
  expect(notDone.join()).toMatch(/there still: .* keeps what is deleted/);
  expect(await finishErasures(instance)).toMatchObject([{ scrubbed: false }]);
  double.versioning = null;
  expect(await finishErasures(instance)).toMatchObject([{ scrubbed: true, notDone: [] }]);
});

test('while files move, one that is erased goes from the store before as well', async () => {
  const { instance, people, compartment } = subject;
  const { file } = await plant(subject, 'Odrimanta');
  const address = addressOf(instance, compartment, file);
  const stop = new AbortController();
  double.faults.push({ does: 'fail', when: ({ method, key }) => method === 'GET' && key.endsWith(address) });
  await expect(moveStore(instance, { kind: 'folder' }, { by: TESTER, signal: stop.signal })).rejects.toThrow();
  double.faults.length = 0;
  expect((await storeSetting(instance.access)).former).toHaveLength(1);
  expect(bytesHeld('Odrimanta')).toBeGreaterThan(0);
  const { id } = await requestErasure(instance, people.lead, { targets: [], value: 'Odrimanta', reason: 'Asked to' });
  expect(await approveErasure(instance, people.second, id)).toMatchObject({ files: 2, notDone: [] });
  expect(bytesHeld('Odrimanta')).toBe(0);
  expect(existsSync(folderPath(instance, address))).toBe(false);
  expect(await moveStore(instance, { kind: 'folder' }, { by: TESTER })).toMatchObject({ ended: true, altered: [] });
  await sequence(instance);
  expect((await audit(instance)).findings).toEqual([]);
});
