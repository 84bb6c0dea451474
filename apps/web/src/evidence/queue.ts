import { fingerprintOf, forgetUpload, rememberUpload, uploadOf } from './fingerprints.ts';
import type { Chosen } from './folders.ts';
import { Retries } from './retries.ts';
import { discard, send, type Trouble } from './sending.ts';
import type { TakenIn } from './shapes.ts';

/** waiting → sending → sent → recorded; `cut` goes on by itself, `paused` when told, `failed` when what it needs is there. */
export type EntryState = 'waiting' | 'sending' | 'cut' | 'paused' | 'sent' | 'failed' | 'recorded';

/** A file in the queue. */
export interface Entry {
  readonly key: number;
  readonly file: File;
  readonly path: string;
  readonly compartment: string;
  readonly state: EntryState;
  readonly sent: number;
  /** Why it stands still. */
  readonly trouble?: Trouble;
  /** Its id at the server, once it was begun. */
  readonly upload?: string;
  /** What became of it. */
  readonly item?: TakenIn;
}

const AT_ONCE = 3;
/** Under this the tries of the whole queue are counted; entries count from 1. */
const WHOLE = 0;

/** The files of one person that are on their way. Lives as long as the page, whichever part of it is looked at. */
export class Queue {
  #entries: readonly Entry[] = [];
  readonly #running = new Map<number, () => void>();
  readonly #watchers = new Set<() => void>();
  readonly #retries = new Retries();
  #next = 1;
  #held = false;

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly entries = (): readonly Entry[] => this.#entries;

  /** Lines files up; one that is in the queue already is not lined up twice. */
  add(chosen: readonly Chosen[], compartment: string): void {
    const known = new Set(this.#entries.map(({ file, path }) => identity(file, path)));
    const fresh = chosen.filter(({ file, path }) => !known.has(identity(file, path)));
    this.#set([
      ...this.#entries,
      ...fresh.map(
        ({ file, path }): Entry => ({
          key: this.#next++,
          file,
          path,
          compartment,
          state: 'waiting',
          sent: 0,
        }),
      ),
    ]);
    this.#fill();
  }

  pause(key: number): void {
    this.#stop(key);
    this.#change(key, { state: 'paused' });
    this.#fill();
  }

  /** Goes on with one that was paused, cut or failed. */
  resume(key: number): void {
    this.#retries.reset(key);
    this.#held = false;
    this.#change(key, { state: 'waiting' });
    this.#fill();
  }

  /** Takes one out; what of it was sent is thrown away. */
  remove(key: number): void {
    const entry = this.#entries.find((each) => each.key === key);
    this.#stop(key);
    this.#set(this.#entries.filter((each) => each.key !== key));
    if (entry?.upload && entry.state !== 'recorded') void discardUpload(entry.upload);
    this.#fill();
  }

  pauseAll(): void {
    for (const { key, state } of this.#entries) {
      if (!isMoving(state)) continue;
      this.#stop(key);
      this.#change(key, { state: 'paused' });
    }
  }

  resumeAll(): void {
    for (const { key, state } of this.#entries) if (state === 'paused' || state === 'failed') this.resume(key);
  }

  /** What the files were recorded as, by their uploads. */
  recorded(items: readonly TakenIn[], entries: readonly Entry[]): void {
    entries.forEach((entry, at) => {
      const item = items[at];
      if (!item) return;
      if (entry.upload) forgetUpload(entry.upload);
      this.#change(entry.key, { state: 'recorded', item });
    });
    // There is room for others now.
    if (this.#held) this.#release();
  }

  /** Takes the finished ones away. */
  clearRecorded(): void {
    this.#set(this.#entries.filter(({ state }) => state !== 'recorded'));
  }

  /** Stops everything and forgets it. What was sent stays on the server until its time is over. */
  clear(): void {
    for (const key of [...this.#running.keys()]) this.#stop(key);
    this.#set([]);
  }

  #fill(): void {
    for (const entry of this.#entries) {
      if (this.#held || this.#running.size >= AT_ONCE) return;
      if (entry.state === 'waiting') this.#start(entry);
    }
  }

  #start({ key, file, compartment }: Entry): void {
    const print = fingerprintOf(file, compartment);
    this.#change(key, { state: 'sending' });
    const stop = send({
      file,
      compartment,
      upload: uploadOf(print),
      onBegun: (upload) => {
        rememberUpload(print, upload);
        this.#change(key, { upload });
      },
      onProgress: (sent) => this.#change(key, { sent }),
      onPiece: (sent) => {
        this.#retries.reset(key);
        this.#retries.reset(WHOLE);
        this.#change(key, { sent });
      },
      onDone: () => {
        this.#end(key, { state: 'sent', sent: file.size });
      },
      onTrouble: (trouble) => {
        if (trouble === 'cut' || trouble === 'crowded') this.#hold();
        else if (trouble === 'busy') this.#retries.later(key, () => this.#again(key));
        else return this.#end(key, { state: 'failed', trouble });
        this.#end(key, { state: 'cut', trouble });
      },
    });
    this.#running.set(key, stop);
  }

  #again(key: number): void {
    this.#change(key, { state: 'waiting' });
    this.#fill();
  }

  /** What stopped one would stop every other: none begins until it is tried again. */
  #hold(): void {
    if (this.#held) return;
    this.#held = true;
    this.#retries.later(WHOLE, () => this.#release());
  }

  #release(): void {
    this.#held = false;
    this.#set(
      this.#entries.map((each) =>
        each.state === 'cut' && each.trouble !== 'busy' ? { ...each, state: 'waiting' } : each,
      ),
    );
    this.#fill();
  }

  #stop(key: number): void {
    this.#running.get(key)?.();
    this.#running.delete(key);
    this.#retries.cancel(key);
  }

  #end(key: number, change: Partial<Entry>): void {
    this.#running.delete(key);
    this.#change(key, change);
    this.#fill();
  }

  #change(key: number, change: Partial<Entry>): void {
    this.#set(this.#entries.map((each) => (each.key === key ? { ...each, ...change } : each)));
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    for (const watcher of this.#watchers) watcher();
  }
}

const identity = ({ size, lastModified }: File, path: string) => `${path}\n${size}\n${lastModified}`;

export const isMoving = (state: EntryState): boolean => state === 'waiting' || state === 'sending' || state === 'cut';

/** Throws away at the server what was sent of a file. */
export async function discardUpload(upload: string): Promise<void> {
  forgetUpload(upload);
  await discard(upload);
}
