import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { addCompartment, addUser } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { backup } from '../exchange/backup.ts';
import { commit, latestCheckpoint, newId, openOperatorSession, sequence } from '../record/index.ts';
import type { Session } from '../record/types.ts';
import { storeFile } from '../store/index.ts';
import { openFresh } from './fresh.ts';
import { TESTER } from './server.ts';

/** An age key made for a test. */
export interface AgeKey {
  readonly secret: string;
  readonly recipient: string;
}

export async function newAgeKey(): Promise<AgeKey> {
  const secret = await generateIdentity();
  return { secret, recipient: await identityToRecipient(secret) };
}

/** An instance with a compartment, to be written to, backed up and thrown away. */
export interface Subject {
  readonly instance: Instance;
  readonly session: Session;
  readonly compartment: string;
  /** A folder for backups and restores; removed at the end. */
  readonly folder: string;
  /** Commits one more incident and returns the newest checkpoint. */
  write(title: string): Promise<string>;
  /** Commits an item with a new file of these bytes. */
  writeItem(content: string): Promise<{ id: string; sha256: string }>;
  checkpoint(): Promise<string>;
  /** Backs up to a new file, encrypted to the key where one is given. */
  backUp(key: AgeKey | null): Promise<string>;
  /** The name of a folder that is not there yet. */
  fresh(): string;
  stop(): Promise<void>;
}

export async function startSubject(): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-backup-'));
  const fresh = (): string => join(folder, randomBytes(6).toString('hex'));
  const instance = await openFresh(join(folder, 'data'));
  await addUser(instance, TESTER, { email: 'lead@example.org', name: 'Lead', password: 'correct horse battery' });
  const given = { name: 'Team', code: 'TEA', lead: 'lead@example.org' };
  const { id: compartment } = await addCompartment(instance, TESTER, given);
  const session = await openOperatorSession(instance);
  const checkpoint = async (): Promise<string> => {
    await sequence(instance);
    return (await latestCheckpoint(instance)) ?? '';
  };
  return {
    instance,
    session,
    compartment,
    folder,
    fresh,
    checkpoint,
    write: async (title) => {
      await commit(
        instance,
        session,
        [{ id: newId(), kind: 'incident', compartment, base: 0, body: { title } }],
        'test',
      );
      return checkpoint();
    },
    writeItem: async (content) => {
      const path = fresh();
      writeFileSync(path, content);
      const file = await storeFile(instance, compartment, path);
      const id = newId();
      await commit(
        instance,
        session,
        [{ id, kind: 'item', compartment, base: 0, body: { itemKind: 'file', file } }],
        'test',
      );
      return { id, sha256: file.sha256 };
    },
    backUp: async (key) => {
      const file = fresh();
      await backup(instance, file, { recipients: key === null ? [] : [key.recipient] });
      return file;
    },
    stop: async () => {
      await instance.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
