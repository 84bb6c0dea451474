import type { Instance } from '../database/index.ts';
import { listenForChanges } from './live-store.ts';

/** Pause before another attempt to listen, in milliseconds. */
const PAUSE = 1_000;

/** A connection that hears what other processes and this one announce, opened again whenever it is lost. */
export class Listener {
  readonly #instance: Instance;
  readonly #heard: () => void;
  #client: { end(): Promise<void> } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param heard called at each announcement, and after each gap in which some may have been missed */
  constructor(instance: Instance, heard: () => void) {
    this.#instance = instance;
    this.#heard = heard;
    void this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    try {
      const url = this.#instance.database.url('cairn_app');
      const client = await listenForChanges(url, this.#heard, () => this.#again());
      this.#client = client;
      if (this.#stopped) await client.end();
      else this.#heard();
    } catch {
      this.#again();
    }
  }

  #again(): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#listen(), PAUSE).unref();
  }
}
