import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, chown, copyFile, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Given, Way } from './launch.ts';
import { BOX_USER } from './walls.ts';

/** What a program is given, as whoever it runs as can read and write it. */
export interface HandedOver {
  readonly seen: Given;
  /** Brings what was written to where it was asked for. */
  takeBack(): Promise<void>;
  /** Nothing of it stays. */
  clear(): Promise<void>;
}

interface Handing extends Given {
  readonly copyAt?: string;
}

/**
 * Makes readable and writable what is given. A server that is an ordinary user need not: its box is the same user. One that is
 * root has boxes of another user, to whom the files of the store are closed.
 */
export async function handOver(way: Way, job: Handing): Promise<HandedOver> {
  if (way === 'process') return withScratch(job);
  if (way === 'user') return toOtherUser(job);
  return process.getuid?.() === 0 ? toSealedUser(job) : { seen: job, takeBack: nothing, clear: nothing };
}

async function nothing(): Promise<void> {}

async function withScratch(job: Handing): Promise<HandedOver> {
  const scratch = await mkdtemp(join(tmpdir(), 'cairn-scratch-'));
  const clear = () => rm(scratch, { recursive: true, force: true });
  return { seen: { ...job, scratch }, takeBack: nothing, clear };
}

/** Into a sealed box files are bound one by one, so that only their own mode counts. */
async function toSealedUser(job: Handing): Promise<HandedOver> {
  const outputs = Object.values(job.outputs ?? {});
  const copy = job.input === undefined || (await isOpen(job.input)) ? null : await copyFor(job.input, job.copyAt);
  for (const each of outputs) await chown(each, BOX_USER, BOX_USER);
  return {
    seen: copy === null ? job : { ...job, input: copy },
    takeBack: nothing,
    clear: async () => {
      if (copy !== null) await rm(copy, { force: true });
      for (const each of outputs) await chown(each, 0, 0).catch(() => undefined);
    },
  };
}

async function isOpen(path: string): Promise<boolean> {
  return ((await stat(path)).mode & constants.S_IROTH) !== 0;
}

async function copyFor(input: string, copyAt = join(tmpdir(), `cairn-box-${randomUUID()}`)): Promise<string> {
  await copyFile(input, copyAt, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await chown(copyAt, BOX_USER, BOX_USER);
  return copyAt;
}

/** Without namespaces the folders count too: everything lies in one of the other user's own. */
async function toOtherUser(job: Handing): Promise<HandedOver> {
  const scratch = await mkdtemp(join(tmpdir(), 'cairn-scratch-'));
  const at = (name: string) => join(scratch, name);
  const outputs = Object.entries(job.outputs ?? {});
  try {
    if (job.input !== undefined) await chmod(await copyFor(job.input, at('input')), 0o400);
    for (const [name] of outputs) {
      await writeFile(at(`out-${name}`), '', { flag: 'wx', mode: 0o600 });
      await chown(at(`out-${name}`), BOX_USER, BOX_USER);
    }
    await chown(scratch, BOX_USER, BOX_USER);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
  return {
    seen: {
      ...job,
      scratch,
      ...(job.input === undefined ? {} : { input: at('input') }),
      outputs: Object.fromEntries(outputs.map(([name]) => [name, at(`out-${name}`)])),
    },
    takeBack: async () => {
      for (const [name, to] of outputs) await takeBack(at(`out-${name}`), to);
    },
    clear: () => rm(scratch, { recursive: true, force: true }),
  };
}

/** Only a file of the other user's own is taken: the way to one that root reads may have been put in its place. */
async function takeBack(from: string, to: string): Promise<void> {
  const handle = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null);
  try {
    const found = await handle?.stat();
    if (handle === null || found?.isFile() !== true || found.uid !== BOX_USER) return;
    await writeFile(to, handle.createReadStream({ autoClose: false }), { flush: true });
  } finally {
    await handle?.close();
  }
}
