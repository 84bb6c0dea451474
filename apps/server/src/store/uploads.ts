import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '../database/index.ts';
import { type Digest, digestOf } from './digest.ts';
import { addressOf } from './files.ts';
import { dropUploads, finishedUploads, openUploads } from './uploads-store.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Where the bytes of an upload lie until it lands: in a folder that only the owner enters, on the disk of the store. Unlike
 * other parts one may rest there for a day: how long is told by its row.
 */
export async function uploadPath({ data }: Pick<Instance, 'data'>, id: string): Promise<string> {
  if (!UUID.test(id)) throw new Error('An upload is named by a UUID.');
  await mkdir(join(data.store, 'uploads'), { recursive: true, mode: 0o700 });
  return join(data.store, 'uploads', id);
}

/** Ids of uploads of which bytes lie there. */
export async function uploadsOnDisk({ data }: Pick<Instance, 'data'>): Promise<string[]> {
  const names = await readdir(join(data.store, 'uploads')).catch(() => []);
  return names.filter((name) => UUID.test(name));
}

/** Removes the bytes of uploads. */
export async function removeUploads(instance: Pick<Instance, 'data'>, ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(await uploadPath(instance, id), { force: true });
}

/** Size and digest of what came of an upload, read anew; null where nothing lies there. */
export async function digestOfUpload(instance: Pick<Instance, 'data'>, id: string): Promise<Digest | null> {
  const path = await uploadPath(instance, id);
  const found = await stat(path).catch(() => null);
  return found === null ? null : digestOf(createReadStream(path, { highWaterMark: 2 ** 20 }));
}

/**
 * Removes uploads of a compartment that are whole, became no item yet, and hold a file that an erasure took.
 *
 * @param addresses where these files lay in the store
 * @returns how many went, and how many are still coming in: these are not searched, and end within a day
 */
export async function removeUploadsOf(
  instance: Instance,
  compartment: string,
  addresses: ReadonlySet<string>,
): Promise<{ removed: number; underWay: number }> {
  const gone: string[] = [];
  for (const id of await finishedUploads(instance.owner, compartment)) {
    const digest = await digestOfUpload(instance, id);
    if (digest !== null && addresses.has(addressOf(instance, compartment, digest.sha256))) gone.push(id);
  }
  await dropUploads(instance.owner, gone);
  await removeUploads(instance, gone);
  return { removed: gone.length, underWay: await openUploads(instance.owner, compartment) };
}
