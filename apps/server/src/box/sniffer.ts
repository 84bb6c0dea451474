import type { ChildProcess } from 'node:child_process';
import { launch, type Way } from './launch.ts';
import { SMALL } from './limits.ts';
import { wayOfBoxes } from './state.ts';
import { end, watch } from './watch.ts';

/** Tells media types by content, in boxes of its own that live until it is closed. */
export interface Sniffer {
  /**
   * The media type of a file by its first bytes, or null where they tell none. 64 KiB are looked at; 4 KiB do for most types.
   * What kills the box or takes too long has no type, and others are answered all the same.
   *
   * @param whose whose file it is: no box sees files of two of them, as one that was taken over would tell the one of the other
   */
  typeOf(firstBytes: Uint8Array, whose: string): Promise<string | null>;
  close(): void;
}

/** How much is looked at, in bytes. */
const BEGINNING = 65_536;
/** How long one question may take, in milliseconds; the start of the box comes on top. */
const PATIENCE = 2_000;
const PATIENCE_AT_START = 20_000;
/** A box that was taken over sees the beginnings of files of its own that come after: it does not live for long. */
const MOST_QUESTIONS = 2_000;
/** Boxes that are kept, each for files of its own; the one that was asked the longest ago goes first. */
const MOST_BOXES = 3;

const PROGRAM = { file: 'sniff.ts', packages: ['file-type'] };

interface Question {
  readonly bytes: Uint8Array;
  readonly whose: string;
  readonly answer: (type: string | null) => void;
}

/** Opens a sniffer. Its box starts with the first question, and keeps no process alive. */
export function openSniffer(options: { way?: Way } = {}): Sniffer {
  const waiting: Question[] = [];
  let current: Question | null = null;
  /** The one that was asked last stands last. */
  const boxes = new Map<string, Box>();
  let closed = false;

  const closeAll = (): void => {
    for (const box of boxes.values()) box.close();
    boxes.clear();
  };

  const boxOf = async (whose: string): Promise<Box> => {
    const known = boxes.get(whose);
    boxes.delete(whose);
    const usable = known !== undefined && !known.over && known.asked < MOST_QUESTIONS;
    if (!usable) known?.close();
    const box = usable ? known : new Box(options.way ?? (await wayOfBoxes()));
    boxes.set(whose, box);
    for (const [other, oldest] of boxes) {
      if (boxes.size <= MOST_BOXES) break;
      boxes.delete(other);
      oldest.close();
    }
    return box;
  };

  const next = async (): Promise<void> => {
    if (current !== null) return;
    current = waiting.shift() ?? null;
    if (current === null) return;
    const { bytes, whose, answer } = current;
    let type: string | null = null;
    try {
      const box = await boxOf(whose);
      type = await box.ask(bytes);
      box.rest();
    } catch {
      boxes.get(whose)?.close();
      boxes.delete(whose);
    }
    current = null;
    answer(type);
    if (closed) closeAll();
    void next();
  };

  return {
    typeOf: (firstBytes, whose) =>
      new Promise((resolve) => {
        if (closed) return resolve(null);
        waiting.push({ bytes: firstBytes.subarray(0, BEGINNING), whose, answer: resolve });
        void next();
      }),
    close: () => {
      closed = true;
      if (current === null) closeAll();
    },
  };
}

/** One process that answers, one question at a time. */
class Box {
  asked = 0;
  over = false;
  readonly #child: ChildProcess;
  readonly #stop: () => void;
  #said = '';
  #settle: ((line: string | null) => void) | null = null;

  constructor(way: Way) {
    this.#child = launch(way, PROGRAM, {}, { ...SMALL, time: 3_600_000 });
    this.#stop = watch(this.#child, { time: null, memory: SMALL.memory }, () => this.#end());
    this.#child.on('error', () => this.#end());
    this.#child.on('exit', () => this.#end());
    this.#child.stdin?.on('error', () => this.#end());
    this.#child.stderr?.resume();
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#hear(chunk));
  }

  /** @throws Error when the box ended or did not answer in time */
  async ask(bytes: Uint8Array): Promise<string | null> {
    const patience = this.asked === 0 ? PATIENCE_AT_START : PATIENCE;
    this.asked += 1;
    this.#hold(true);
    const timer = setTimeout(() => this.#end(), patience);
    try {
      const line = await new Promise<string | null>((resolve) => {
        if (this.over) return resolve(null);
        this.#settle = resolve;
        const length = Buffer.alloc(4);
        length.writeUInt32LE(bytes.length);
        this.#child.stdin?.write(Buffer.concat([length, bytes]));
      });
      if (line === null) throw new Error('The box of the sniffer ended.');
      // It speaks for foreign bytes: anything but a media type is none.
      return /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,120}$/.test(line) ? line : null;
    } finally {
      clearTimeout(timer);
      this.#settle = null;
    }
  }

  /** Nothing is asked for now: the process that asked may end. */
  rest(): void {
    this.#hold(false);
  }

  close(): void {
    this.#end();
  }

  #hear(chunk: Buffer): void {
    this.#said += chunk.toString('latin1');
    const at = this.#said.indexOf('\n');
    if (this.#settle === null || (at < 0 && this.#said.length > 1_000)) this.#end();
    if (this.#settle === null || at < 0) return;
    const line = this.#said.slice(0, at);
    this.#said = this.#said.slice(at + 1);
    this.#settle(line);
  }

  #end(): void {
    if (this.over) return;
    this.over = true;
    this.#stop();
    end(this.#child);
    this.#settle?.(null);
  }

  #hold(on: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const each of [this.#child, stdin, stdout, stderr] as { ref?(): void; unref?(): void }[])
      if (on) each?.ref?.();
      else each?.unref?.();
  }
}
