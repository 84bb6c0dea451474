import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Instance, openInstance } from '../apps/server/src/database/index.ts';
import { addCosignature, witnessRequest } from '../apps/server/src/record/cosigning.ts';
import {
  type Change,
  commit,
  commitDeed,
  latestCheckpoint,
  newId,
  openOperatorSession,
  operatorName,
  type ProofFile,
  proofOf,
  readTile,
  type Session,
  sequence,
} from '../apps/server/src/record/index.ts';
import { cosign } from '../apps/server/src/record/witnessing.ts';
import { parseCheckpoint, tilePath } from '../packages/ledger/src/index.ts';

/** What an instance gave away, as files that foreign tools read. */
export interface Subject {
  readonly instance: Instance;
  /** C2SP verifier keys of the log and of the partner who cosigned. */
  readonly logKey: string;
  readonly witnessKey: string;
  /** Base64url of the public key that signs revisions. */
  readonly kid: string;
  /** A smaller checkpoint, and a later one with a partner's cosignature. */
  readonly old: string;
  readonly checkpoint: string;
  /** The way from the old one to a later one, as a witness gets it. */
  readonly request: string;
  /** A proof file that discloses a title, and what it discloses. */
  readonly proof: ProofFile;
  readonly disclosed: Readonly<Record<string, unknown>>;
  /** Folder with `tile/…` as served over HTTP, for the newest checkpoint `latest`. */
  readonly tiles: string;
  readonly latest: string;
  close(): Promise<void>;
}

export const by = operatorName();

/** Makes two instances below `folder`: one with records in more than one tile of leaves, one that cosigns for it. */
export async function makeSubject(folder: string): Promise<Subject> {
  const instance = await openInstance({ data: path.join(folder, 'data'), create: true });
  const partner = await openInstance({ data: path.join(folder, 'partner'), create: true });
  await Promise.all([sequence(instance), sequence(partner)]);
  const compartment = randomUUID();
  const row = { id: compartment, code: 'CON', name: 'Conformance' };
  await commitDeed(instance, { table: 'compartment', row, by, reason: 'Conformance' });
  const session = await openOperatorSession(instance);

  const subject = newIncident(compartment, 'Звіт «Гавань», with "quotes" and \\ a backslash');
  await commit(instance, session, [subject], 'First report');
  await commit(instance, session, [{ ...subject, base: 1, body: { ...subject.body, status: 'open' } }], 'Opened');
  await sequence(instance);
  const old = await newest(instance);
  await writeMany(instance, session, compartment, 300);
  const cosigned = await cosign(partner, await witnessRequest(instance), by, instance.keys.logKey);
  await addCosignature(instance, cosigned, by, partner.keys.witnessKey);
  const proof = await proofOf(instance, session, subject.id, 2, ['title']);
  await writeMany(instance, session, compartment, 250);
  const request = await witnessRequest(instance, Number(parseCheckpoint(textOf(old)).size));
  const latest = await newest(instance);
  const tiles = path.join(folder, 'tiles');
  await writeTiles(instance, Number(parseCheckpoint(textOf(latest)).size), tiles);
  return {
    instance,
    logKey: instance.keys.logKey,
    witnessKey: partner.keys.witnessKey,
    kid: instance.keys.kid,
    ...{ old, checkpoint: cosigned, request, proof, tiles, latest },
    disclosed: { record: subject.id, kind: 'incident', revision: 2, 'body.title': subject.body.title },
    close: async () => {
      await instance.close();
      await partner.close();
    },
  };
}

/** The text that a note's signatures sign. */
export function textOf(note: string): string {
  return note.slice(0, note.indexOf('\n\n') + 1);
}

function newIncident(compartment: string, title: string): Change {
  const time = { start: '2022-03-03', end: '2022-03-06', precision: 'few-days', tz: 'Europe/Kyiv' };
  return { id: newId(), kind: 'incident', compartment, base: 0, body: { title, time, summary: 'As told.' } };
}

async function writeMany(instance: Instance, session: Session, compartment: string, count: number): Promise<void> {
  const changes = Array.from({ length: count }, (_, i) => newIncident(compartment, `Incident ${i}`));
  await commit(instance, session, changes, 'Many');
  await sequence(instance);
}

async function newest(instance: Instance): Promise<string> {
  const note = await latestCheckpoint(instance);
  if (note === null) throw new Error('There is no checkpoint.');
  return note;
}

async function writeTiles(instance: Instance, size: number, folder: string): Promise<void> {
  const write = async (level: number | 'entries', hashes: number): Promise<void> => {
    for (let index = 0; index * 256 < hashes; index++) {
      const name = tilePath(level, index, Math.min(256, hashes - index * 256));
      const bytes = await readTile(instance, name);
      if (bytes === null) throw new Error(`The instance has no ${name}.`);
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
  };
  await write('entries', size);
  for (let [level, hashes] = [0, size]; hashes > 0; level++, hashes = Math.floor(hashes / 256))
    await write(level, hashes);
}
