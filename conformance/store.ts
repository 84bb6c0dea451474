import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { audit } from '../apps/server/src/audit/index.ts';
import type { Instance } from '../apps/server/src/database/index.ts';
import { moveStore } from '../apps/server/src/evidence/index.ts';
import { commit, commitDeed, newId, openOperatorSession, sequence } from '../apps/server/src/record/index.ts';
import {
  digestOf,
  keepCredentials,
  openStored,
  S3Backend,
  type S3Place,
  storeFile,
} from '../apps/server/src/store/index.ts';
import { fileIn } from './files.ts';
import type { Report, Said } from './report.ts';
import { startS3Gateway } from './s3-gateway.ts';
import { by, type Subject } from './subject.ts';

/** More than 64 MB: it travels in several pieces. */
const LARGE = 70_000_000;

/** Files in an S3 server that others wrote: put, read whole and in ranges, in pieces, moved there and back. */
export async function checkStore(report: Report, { instance }: Subject, folder: string): Promise<void> {
  const gateway = startS3Gateway(path.join(folder, 's3'));
  // Whether it runs is each check's to say.
  gateway.catch(() => undefined);
  const store = async (): Promise<{ place: S3Place; backend: S3Backend }> => {
    const { place, credentials } = await gateway;
    keepCredentials(instance.data.keys, place, credentials);
    return { place, backend: new S3Backend(place, instance.data.keys) };
  };
  try {
    await report.check(
      'an S3 server takes files, gives them back whole and in ranges, lists and removes them',
      async () => objects((await store()).backend, folder),
    );
    await report.check('a file of 70 MB goes to an S3 server in pieces and comes back the same', async () =>
      inPieces((await store()).backend, folder),
    );
    await report.check('the store of an instance moves to an S3 server and back, audited at both ends', async () =>
      thereAndBack(instance, (await store()).place, folder),
    );
  } finally {
    await gateway.then((running) => running.stop()).catch(() => undefined);
  }
}

async function objects(store: S3Backend, folder: string): Promise<Said> {
  await store.probe();
  const given = [randomBytes(200_000), Buffer.alloc(0), Buffer.from('a')];
  const parts = [];
  for (const [i, bytes] of given.entries()) {
    const file = fileIn(folder, `part-${i}`, bytes);
    const { sha256 } = await digestOf(createReadStream(file));
    parts.push({ address: randomBytes(32).toString('hex'), path: file, sha256, bytes: bytes.length });
  }
  await store.land(parts);
  const read = async (address: string, range = {}): Promise<Buffer | null> => {
    const opened = await store.open(address, range);
    return opened === null ? null : buffer(opened.stream);
  };
  const wrong: string[] = [];
  const expectSame = (what: string, found: Buffer | null, expected: Buffer | undefined): void => {
    if (found === null || expected === undefined || !found.equals(expected)) wrong.push(what);
  };
  for (const [i, { address }] of parts.entries()) expectSame(`file ${i}`, await read(address), given[i]);
  const [first = ''] = parts.map(({ address }) => address);
  expectSame('a range', await read(first, { start: 1000, end: 1999 }), given[0]?.subarray(1000, 2000));
  expectSame('the last bytes', await read(first, { start: 199_990 }), given[0]?.subarray(199_990));
  expectSame('beyond the end', await read(first, { start: 200_000 }), Buffer.alloc(0));
  const listed: string[] = [];
  for await (const address of store.addresses()) listed.push(address);
  if (!parts.every(({ address }) => listed.includes(address))) wrong.push('the list');
  for (const { address } of parts)
    if (!(await store.remove(address)) || (await store.open(address)) !== null) wrong.push('a removal');
  await store.sweep();
  return { ok: wrong.length === 0, said: wrong.join(', ') };
}

async function inPieces(store: S3Backend, folder: string): Promise<Said> {
  const bytes = randomBytes(LARGE);
  const address = randomBytes(32).toString('hex');
  const file = fileIn(folder, 'large', bytes);
  const given = await digestOf(createReadStream(file));
  await store.put(address, createReadStream(file), LARGE);
  const opened = await store.open(address);
  const back = await digestOf(opened?.stream ?? Readable.from([]));
  await store.remove(address);
  return { ok: back.sha256 === given.sha256 && opened?.bytes === LARGE, said: JSON.stringify({ given, back }) };
}

async function thereAndBack(instance: Instance, place: S3Place, folder: string): Promise<Said> {
  const compartment = randomUUID();
  const row = { id: compartment, code: 'STO', name: 'Store' };
  await commitDeed(instance, { table: 'compartment', row, by, reason: 'Conformance' });
  const session = await openOperatorSession(instance);
  const digests: string[] = [];
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < 12; i++) {
    const file = await storeFile(instance, compartment, fileIn(folder, 'letter.txt', `Letter ${i}\n`));
    digests.push(file.sha256);
    const body = { itemKind: 'file', file };
    await commit(instance, session, [{ id: newId(), kind: 'item', compartment, base: 0, body }], 'Conformance');
  }
  for (const to of [place, { kind: 'folder' as const }]) {
    const moved = await moveStore(instance, to, { by });
    await sequence(instance);
    const { findings } = await audit(instance);
    const lost: string[] = [];
    for (const sha256 of digests) {
      const opened = await openStored(instance, compartment, sha256);
      if (opened === null || (await digestOf(opened.stream)).sha256 !== sha256) lost.push(sha256);
    }
    if (!moved.ended || findings.length + lost.length > 0)
      return { ok: false, said: JSON.stringify({ to: to.kind, moved, findings, lost }) };
  }
  return { ok: true, said: '' };
}
