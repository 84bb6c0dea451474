import type { Instance } from '../database/index.ts';
import { Listener } from './live-listener.ts';
import { changedSince, currentSnapshot, sessionStates } from './live-store.ts';
import { LiveStream, MOST_NAMED } from './live-stream.ts';
import { withSession } from './session.ts';
import { type Session, Unauthorized } from './types.ts';

/** How often it is asked whether the sessions live, in milliseconds: an ended one's streams close well within 5 s. */
const CHECK = 2_000;
/** Where it could not be asked for so long, the streams are closed: nobody knows whether their sessions live. Milliseconds. */
const PATIENCE = 3_000;
/** Pause between two questions what changed, in milliseconds; longer where the asking itself takes long. */
const PAUSE = 1_000;
const SHARE = 10;
/** How often it is asked what changed though nobody announced anything, in milliseconds. */
const UNASKED = 10_000;
const BEAT = 15_000;
/** A commit is refused whose time of writing lies more than ten minutes back; some more for its transaction, in milliseconds. */
const WINDOW = 15 * 60_000;

const MOST_PER_SESSION = 6;
const MOST = 512;

/** A session that somebody watches for: asked about once, however many streams it has. */
interface Watched {
  readonly session: Session;
  readonly streams: Set<LiveStream>;
  /** What was committed when it was asked last, and when that was. */
  snapshot: string;
  asked: number;
  rights: string;
}

/**
 * The live streams of one server process. An announcement names nothing: for each session it is then asked, under that
 * session's own rights, which records changed that it sees. Where there is none its streams stay silent, so that nothing
 * tells of changes that it may not see.
 */
export class LiveStreams {
  readonly #instance: Instance;
  readonly #watched = new Map<string, Watched>();
  /** In the order in which they were opened. */
  readonly #owners = new Map<LiveStream, Watched>();
  #listener: Listener | null = null;
  readonly #timers: NodeJS.Timeout[] = [];
  #next: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #again = false;
  #earliest = 0;
  #checking: Promise<void> | null = null;
  #checked = Date.now();
  #stopped = false;

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /**
   * Opens a stream: what is committed from now on is told. Beyond six of one session its oldest is closed; where the process
   * has too many, the oldest of the account that has most.
   *
   * @throws Unauthorized when the session has ended
   */
  async open(session: Session): Promise<LiveStream> {
    this.#start();
    const { secret } = session;
    const rights = (await sessionStates(this.#instance.app, [secret])).get(secret);
    if (rights === undefined || this.#stopped) throw new Unauthorized();
    const snapshot = await currentSnapshot(this.#instance.app);
    const fresh = { session, streams: new Set<LiveStream>(), snapshot, asked: Date.now(), rights };
    const watched = this.#watched.get(secret) ?? fresh;
    this.#watched.set(secret, watched);
    const stream = new LiveStream();
    watched.streams.add(stream);
    this.#owners.set(stream, watched);
    stream.once('close', () => this.#forget(stream));
    if (watched.streams.size > MOST_PER_SESSION) this.#close(watched.streams.values().next().value);
    if (this.#owners.size > MOST) this.#close(this.#oldestOfMost());
    return stream;
  }

  /** Ends every stream; the process stops. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#next);
    this.#endAll();
    await this.#listener?.stop();
    await this.#running;
  }

  #start(): void {
    if (this.#listener !== null || this.#stopped) return;
    this.#listener = new Listener(this.#instance, () => this.#wake());
    // Nobody was there to be checked before.
    this.#checked = Date.now();
    const every = (ms: number, work: () => void): number => this.#timers.push(setInterval(work, ms).unref());
    every(CHECK, () => {
      if (Date.now() - this.#checked > PATIENCE) this.#endAll();
      void this.#check();
    });
    every(UNASKED, () => this.#wake());
    every(BEAT, () => {
      for (const stream of this.#owners.keys()) stream.beat();
    });
  }

  /** Has it asked what changed: soon, and seldom enough. */
  #wake(): void {
    this.#again = true;
    if (this.#next !== undefined || this.#running !== null || this.#stopped || this.#watched.size === 0) return;
    this.#next = setTimeout(
      () => {
        this.#next = undefined;
        this.#again = false;
        this.#running = this.#ask().finally(() => {
          this.#running = null;
          if (this.#again) this.#wake();
        });
      },
      Math.max(0, this.#earliest - Date.now()),
    ).unref();
  }

  async #ask(): Promise<void> {
    const begun = Date.now();
    await this.#check();
    for (const watched of [...this.#watched.values()]) {
      if (this.#stopped) break;
      await this.#askFor(watched).catch(() => {
        this.#again = true;
      });
    }
    this.#earliest = begun + Math.max(PAUSE, SHARE * (Date.now() - begun));
  }

  async #askFor(watched: Watched): Promise<void> {
    const { session, snapshot, asked } = watched;
    const now = Date.now();
    const since = new Date(asked - WINDOW);
    const found = await withSession(this.#instance, session, async (db) => ({
      changed: await changedSince(db, session.secret, { snapshot, since, most: MOST_NAMED + 1 }),
      snapshot: await currentSnapshot(db),
    }));
    watched.snapshot = found.snapshot;
    watched.asked = now;
    if (found.changed.length > 0) for (const stream of watched.streams) stream.records(found.changed);
  }

  /** Ends the streams of sessions that have ended, and tells those whose rights changed. */
  #check(): Promise<void> {
    this.#checking ??= this.#compare()
      .catch(() => undefined)
      .finally(() => {
        this.#checking = null;
      });
    return this.#checking;
  }

  async #compare(): Promise<void> {
    const asked = [...this.#watched.values()];
    if (asked.length > 0) {
      const states = await sessionStates(
        this.#instance.app,
        asked.map(({ session }) => session.secret),
      );
      for (const watched of asked) this.#apply(watched, states.get(watched.session.secret));
    }
    this.#checked = Date.now();
  }

  #apply(watched: Watched, rights: string | undefined): void {
    if (rights === undefined) {
      for (const stream of [...watched.streams]) {
        stream.ended();
        this.#forget(stream);
      }
    } else if (rights !== watched.rights) {
      watched.rights = rights;
      for (const stream of watched.streams) stream.rights();
    }
  }

  #endAll(): void {
    for (const stream of [...this.#owners.keys()]) this.#close(stream);
  }

  #close(stream: LiveStream | undefined): void {
    if (stream === undefined) return;
    stream.end();
    this.#forget(stream);
  }

  #forget(stream: LiveStream): void {
    const watched = this.#owners.get(stream);
    this.#owners.delete(stream);
    watched?.streams.delete(stream);
    if (watched?.streams.size === 0) this.#watched.delete(watched.session.secret);
  }

  #oldestOfMost(): LiveStream | undefined {
    const counts = new Map<string, number>();
    for (const { session } of this.#owners.values()) counts.set(session.author, (counts.get(session.author) ?? 0) + 1);
    const most = Math.max(...counts.values());
    return [...this.#owners].find(([, { session }]) => counts.get(session.author) === most)?.[0];
  }
}
