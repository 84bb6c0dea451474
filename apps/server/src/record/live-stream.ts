import { Readable } from 'node:stream';
import type { ChangedRow } from './live-store.ts';

/** What waits for a slow reader at most, in bytes; one who lets more come is cut off, and asks again when back. */
const MOST_WAITING = 256 * 1024;

/** Records that an event names at most. */
export const MOST_NAMED = 200;

/** One open stream of server-sent events (WHATWG HTML, section 9.2), as the body of its answer. */
export class LiveStream extends Readable {
  constructor() {
    super();
    this.push('retry: 3000\n: open\n\n');
  }

  /** What there is has been pushed; nothing is fetched on demand. */
  override _read(): void {}

  /** Records that changed, newest first. Of more than an event names, the reader learns that there are more. */
  records(changed: readonly ChangedRow[]): void {
    this.#send('records', { records: changed.slice(0, MOST_NAMED), more: changed.length > MOST_NAMED });
  }

  /** What the session may read or do has changed. */
  rights(): void {
    this.#send('rights', {});
  }

  /** The session lives no more: the last that is said. */
  ended(): void {
    this.#send('ended', {});
    this.end();
  }

  /** Keeps proxies from taking the silence for the end. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** Ends the answer without a reason: the reader is to come again. */
  end(): void {
    if (!this.destroyed) this.push(null);
  }

  #send(event: string, data: object): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #write(text: string): void {
    if (this.destroyed || this.readableEnded) return;
    if (this.readableLength > MOST_WAITING) this.destroy();
    else this.push(text);
  }
}
