import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Instance } from '../database/index.ts';
import { commitDeed, NotFound } from '../record/index.ts';
import type { BuiltIndex } from './gazetteer-build.ts';
import { packed } from './gazetteer-content.ts';
import { type GazetteerFile, readGazetteer } from './gazetteer-formats.ts';
import { Gazetteer } from './gazetteer-search.ts';
import { type AddedGazetteer, addedGazetteers, gazetteerContents } from './gazetteer-store.ts';

/** How long names stay in memory after the last question, in milliseconds. */
const IDLE = 600_000;

interface Loaded {
  /** Which gazetteers it was built of. */
  readonly of: string;
  readonly gazetteer: Promise<Gazetteer>;
  idle: NodeJS.Timeout;
}

const loaded = new WeakMap<Instance, Loaded>();

/** The names of places, read into memory at the first question and let go ten minutes after the last. */
export async function gazetteerOf(instance: Instance): Promise<Gazetteer> {
  const of = (await addedGazetteers(instance.access)).map(({ name, file }) => `${name} ${file}`).join('\n');
  const now = loaded.get(instance);
  clearTimeout(now?.idle);
  const gazetteer = now?.of === of ? now.gazetteer : load(instance);
  const idle = setTimeout(() => loaded.delete(instance), IDLE);
  idle.unref();
  loaded.set(instance, { of, gazetteer, idle });
  gazetteer.catch(() => loaded.delete(instance));
  return gazetteer;
}

async function load(instance: Instance): Promise<Gazetteer> {
  const workerData = await gazetteerContents(instance.access);
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  const worker = new Worker(new URL('./gazetteer-thread.ts', import.meta.url), { workerData, execArgv });
  try {
    const [index] = (await once(worker, 'message')) as [BuiltIndex];
    return new Gazetteer(index);
  } finally {
    await worker.terminate();
  }
}

export interface NewGazetteer extends GazetteerFile {
  readonly by: string;
}

/** Adds a gazetteer, or puts another edition in the place of one of the same title. @throws UnreadableGazetteer */
export async function addGazetteer(instance: Instance, { by, ...file }: NewGazetteer): Promise<{ places: number }> {
  const entries = await readGazetteer(file);
  const row = {
    ...{ name: file.title, format: file.format, version: file.version ?? null, added: new Date().toISOString() },
    ...{ file: createHash('sha256').update(file.bytes).digest('hex'), places: entries.length },
    content: `\\x${Buffer.from(packed(entries)).toString('hex')}`,
  };
  await commitDeed(instance, { table: 'gazetteer', row, by, reason: 'Gazetteer added' });
  return { places: entries.length };
}

export function listGazetteers(instance: Instance): Promise<AddedGazetteer[]> {
  return addedGazetteers(instance.access);
}

/** @throws NotFound when none of that title was added */
export async function removeGazetteer(instance: Instance, by: string, name: string): Promise<void> {
  const known = await addedGazetteers(instance.access);
  if (!known.some((each) => each.name === name)) throw new NotFound(`No gazetteer named "${name}" was added.`);
  await commitDeed(instance, { table: 'gazetteer', row: { name }, remove: true, by, reason: 'Gazetteer removed' });
}
