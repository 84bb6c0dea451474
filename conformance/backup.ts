import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { backup } from '../apps/server/src/exchange/backup.ts';
import { fileIn } from './files.ts';
import type { Report } from './report.ts';
import type { Subject } from './subject.ts';
import { listWithTar, openWithAge } from './tools.ts';

/** An encrypted backup, by age; what comes out, by tar. */
export async function checkBackup(report: Report, { instance }: Subject, folder: string): Promise<void> {
  const identity = await generateIdentity();
  const file = path.join(folder, 'backup.age');
  await backup(instance, file, { recipients: [await identityToRecipient(identity)] });
  const key = fileIn(folder, 'age-key', `${identity}\n`);
  const stranger = fileIn(folder, 'other-key', `${await generateIdentity()}\n`);
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  const flipped = fileIn(folder, 'flipped.age', bytes);
  const open = (who: string, from: string, into: string) => () => openWithAge(who, from, path.join(folder, into));
  await report.check('age opens an encrypted backup, tar lists what is in it', async () => {
    const opened = await open(key, file, 'opened.tar')();
    return opened.ok ? listWithTar(path.join(folder, 'opened.tar')) : opened;
  });
  await report.check('age refuses a backup with one bit flipped', open(key, flipped, 'flipped.tar'), { fails: true });
  await report.check('age refuses a key that it was not made for', open(stranger, file, 'other.tar'), { fails: true });
}
