import { rm } from 'node:fs/promises';
import { openSniffer, type Sniffer } from '../box/index.ts';
import { type Instance, isConnectionLost } from '../database/index.ts';
import { sequence } from '../record/index.ts';
import { Refusal, type Session } from '../record/types.ts';
import { type Intake, keyOf, knownFiles, type Received, receive, type StagedFile } from './intake.ts';
import { type Found, filesUnder, saying } from './local-files.ts';
import { BEGINNING, mediaTypeOf } from './media-type.ts';
import { isFull } from './refusals.ts';
import { hashFile, stageFile } from './stage.ts';

/** Files read at once. */
const ABREAST = 8;
/** What goes into one commit at most: files, and bytes where they are large, so that a run that breaks off loses little. */
const MOST_FILES = 250;
const MOST_BYTES = 256 * 2 ** 20;
/** Items that may wait for the log while others come in. */
const MOST_UNLOGGED = 1_000;

/** Files and folders of this machine that come into a compartment. */
export interface Adding extends Omit<Intake, 'files'> {
  readonly paths: readonly string[];
  /** Told of what is stored, some hundred at a time. */
  readonly onStored?: (files: readonly Received[]) => void;
  /** Told of bytes that were read. */
  readonly onRead?: (bytes: number) => void;
  /** Told of each that is not taken in, with the reason. */
  readonly onLeft?: (name: string, why: string, failed: boolean) => void;
  /** Asked between files whether to end early. */
  readonly isStopping?: () => boolean;
}

export interface Added {
  readonly stored: number;
  /** Of these, how many an item held before. */
  readonly already: number;
  readonly bytes: number;
  readonly failed: number;
}

/**
 * Takes files and folders in, in constant memory whatever their size. What cannot be read is told and left, and the others
 * are kept; done again, what is stored adds nothing.
 *
 * @throws what refuses the commit, or NoRoom; what was told as stored is kept
 */
export async function addFiles(instance: Instance, session: Session, adding: Adding): Promise<Added> {
  const sniffer = openSniffer();
  const run = new Run(instance, session, adding, sniffer);
  try {
    const files = all(adding.paths);
    await Promise.all(Array.from({ length: ABREAST }, () => run.work(files)));
    return await run.end();
  } finally {
    sniffer.close();
    await run.clear();
  }
}

async function* all(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) yield* filesUnder(path);
}

class Run {
  readonly #instance: Instance;
  readonly #session: Session;
  readonly #adding: Adding;
  readonly #sniffer: Sniffer;
  readonly #sum = { stored: 0, already: 0, bytes: 0, failed: 0 };
  #staged: (StagedFile & { readonly place: number })[] = [];
  #found = 0;
  /** Lists that are sent and not committed yet. */
  #waiting = 0;
  #unlogged = 0;
  #committing: Promise<void> = Promise.resolve();
  /** Where the last files were there already, the next are looked for before they are copied. */
  #looksFirst = false;
  #broken: { readonly error: unknown } | null = null;

  constructor(instance: Instance, session: Session, adding: Adding, sniffer: Sniffer) {
    this.#instance = instance;
    this.#session = session;
    this.#adding = adding;
    this.#sniffer = sniffer;
  }

  async work(files: AsyncGenerator<Found>): Promise<void> {
    for (;;) {
      if (this.#broken !== null || this.#adding.isStopping?.() === true) return;
      // Copying goes on while a list is committed, and no further ahead.
      if (this.#waiting > 1) await this.#committing;
      const next = await files.next();
      if (next.done === true) return;
      this.#found += 1;
      try {
        await this.#take(next.value, this.#found);
      } catch (error) {
        if (!isOfOneFile(error)) this.#broken ??= { error };
        else this.#leave(next.value.name, error instanceof Refusal ? error.message : saying(error));
      }
    }
  }

  /** Commits what is left. @throws what broke the run */
  async end(): Promise<Added> {
    if (this.#broken === null) this.#send();
    await this.#committing;
    if (this.#broken !== null) throw this.#broken.error;
    return this.#sum;
  }

  /** Takes away what was copied and not committed. */
  async clear(): Promise<void> {
    await this.#committing;
    await Promise.all(this.#staged.map(({ path }) => rm(path, { force: true })));
  }

  async #take(found: Found, place: number): Promise<void> {
    const { name } = found;
    if ('failed' in found) return this.#leave(name, found.failed);
    if ('passed' in found) {
      if (found.passed === 'special') return this.#leave(name, 'It is neither a file nor a folder.');
      // One that was asked for by its own name is missed.
      return this.#leave(name, 'It is a link, and links are not followed.', !name.includes('/'));
    }
    if (this.#looksFirst && (await this.#isHeld(found.path, name))) return;
    const told = (bytes: number): void => this.#adding.onRead?.(bytes);
    const { path, sha256, bytes, beginning } = await stageFile(this.#instance, found.path, told);
    const mediaType = await mediaTypeOf(this.#sniffer, this.#adding.compartment, beginning, bytes <= BEGINNING);
    this.#staged.push({ path, sha256, bytes, name, mediaType, place });
    const sum = this.#staged.reduce((all, file) => all + file.bytes, 0);
    if (this.#staged.length >= MOST_FILES || sum >= MOST_BYTES) this.#send();
  }

  async #isHeld(path: Buffer, name: string): Promise<boolean> {
    const { sha256 } = await hashFile(path);
    const known = await knownFiles(this.#instance, this.#session, this.#adding.compartment, [{ sha256, name }]);
    const held = known.get(keyOf({ sha256, name }));
    this.#looksFirst = held !== undefined;
    if (held === undefined) return false;
    this.#adding.onRead?.(held.bytes);
    this.#note([{ ...held, already: true }]);
    return true;
  }

  #send(): void {
    // References follow the order of names, as far as files are read together.
    const files = this.#staged.sort((a, b) => a.place - b.place);
    if (files.length === 0) return;
    this.#staged = [];
    this.#waiting += 1;
    this.#committing = this.#committing.then(async () => {
      try {
        if (this.#broken !== null) throw this.#broken.error;
        const { compartment, notes, attachTo, batch, reason } = this.#adding;
        const intake = {
          ...{ compartment, files, reason },
          ...(notes === undefined ? {} : { notes }),
          ...(attachTo === undefined ? {} : { attachTo }),
          ...(batch === undefined ? {} : { batch }),
        };
        const received = await receive(this.#instance, this.#session, intake);
        this.#looksFirst = received.filter(({ already }) => already).length > received.length / 2;
        this.#note(received);
        this.#unlogged += received.length;
        if (this.#unlogged >= MOST_UNLOGGED) await this.#bringLogUp();
      } catch (error) {
        this.#broken ??= { error };
        await Promise.all(files.map(({ path }) => rm(path, { force: true })));
      } finally {
        this.#waiting -= 1;
      }
    });
  }

  /** What waits for the log is taken into it in one go: not all of a large folder. Why it could not be is told at the end. */
  async #bringLogUp(): Promise<void> {
    this.#unlogged = 0;
    await sequence(this.#instance).catch(() => undefined);
  }

  #note(files: readonly Received[]): void {
    for (const { bytes, already } of files) {
      this.#sum.stored += 1;
      this.#sum.bytes += bytes;
      if (already) this.#sum.already += 1;
    }
    this.#adding.onStored?.(files);
  }

  #leave(name: string, why: string, failed = true): void {
    if (failed) this.#sum.failed += 1;
    this.#adding.onLeft?.(name, why, failed);
  }
}

/** Whether others can be taken in all the same: what concerns the disk of the store or the database concerns all. */
function isOfOneFile(error: unknown): boolean {
  if (isFull(error) || isConnectionLost(error)) return false;
  return error instanceof Refusal || typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
