import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Instance } from '../database/index.ts';
import { commitDeed, NotFound } from '../record/index.ts';
import { packed } from './gazetteer-content.ts';
import { type GazetteerFile, readGazetteer } from './gazetteer-formats.ts';
import { indexFrom } from './gazetteer-index.ts';
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
  return gazetteerFrom(await gazetteerContents(instance.access));
}

const PROCESS = fileURLToPath(new URL('./gazetteer-process.ts', import.meta.url));

/** Names of places with those of added gazetteers, out of a process that reads them. */
export async function gazetteerFrom(contents: readonly Uint8Array[]): Promise<Gazetteer> {
  const child = spawn(process.execPath, ['--no-warnings', PROCESS], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  // Where the machine lets no process begin, this fails before anybody waits for it, and must not end the server.
  ended.catch(() => undefined);
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said = (said + piece.toString('utf8')).slice(0, 2000);
  });
  // One that ends before it has read everything says so by its end.
  child.stdin.on('error', () => undefined);
  for (const content of contents) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    child.stdin.write(length);
    child.stdin.write(content);
  }
  child.stdin.end();
  try {
    return new Gazetteer(await indexFrom(child.stdout));
  } catch (error) {
    await ended;
    throw new Error(`The names of places could not be read. ${said.trim()}`, { cause: error });
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
