import type { Context } from './command.ts';

/** How often the line is drawn anew, in milliseconds. */
const INTERVAL = 100;
const WIDTH = 24;

/** One line that is drawn over itself while somebody watches, and nothing at all where output goes to a file. */
export class Progress {
  readonly #label: string;
  readonly #watched: boolean;
  #drawn = 0;

  constructor(context: Context, label: string) {
    this.#label = label;
    this.#watched = context.watched;
  }

  /** @param share 0 to 1, or null where the end is not known */
  show(share: number | null, text: string): void {
    const now = performance.now();
    if (!this.#watched || now - this.#drawn < INTERVAL) return;
    this.#drawn = now;
    process.stderr.write(`\r\u001b[2K${this.#label} ${share === null ? '' : `${bar(share)} `}${text}`);
  }

  /** Clears the line. */
  done(): void {
    if (this.#watched && this.#drawn > 0) process.stderr.write('\r\u001b[2K');
  }
}

function bar(share: number): string {
  const full = Math.round(Math.min(Math.max(share, 0), 1) * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
