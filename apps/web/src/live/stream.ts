/** One record that has a new revision; nothing of its content. */
export interface Announced {
  id: string;
  kind: string;
  revision: number;
  reference: string;
}

/** What the line says. */
export interface Listener {
  onRecords(records: readonly Announced[], more: boolean): void;
  /** What the session may do has changed. */
  onRights(): void;
  /** The session lives no more; nothing is asked again. */
  onEnded(): void;
  /** The line is open or down. What happened while it was down is not repeated: `again` tells to ask for it. */
  onLine(state: 'open' | 'down', again: boolean): void;
}

/** The part of EventSource that is used, so that a test can stand in for it. */
export interface Source {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  readonly readyState: number;
  close(): void;
}

export interface Means {
  open(): Source;
  /** Whether the session still lives; throws when nobody answers. */
  alive(): Promise<boolean>;
  /** Calls back after that many milliseconds; returns what calls it off. */
  later(call: () => void, milliseconds: number): () => void;
}

const CLOSED = 2;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/**
 * Keeps one line to the server open and opens it anew, after longer and longer pauses, when it breaks. Returns what closes
 * it for good.
 */
export function listen(means: Means, listener: Listener): () => void {
  let pause = FIRST_PAUSE;
  let source: Source | null = null;
  let cancel = () => {};
  let over = false;
  let opened = false;

  const end = () => {
    over = true;
    cancel();
    source?.close();
  };

  const ended = () => {
    end();
    listener.onEnded();
  };

  async function reopen() {
    if (over) return;
    const alive = await means.alive().catch(() => null);
    if (over) return;
    if (alive === false) return ended();
    if (alive) return start();
    wait();
  }

  function wait() {
    cancel = means.later(() => void reopen(), pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  function start() {
    const line = means.open();
    source = line;
    line.addEventListener('open', () => {
      pause = FIRST_PAUSE;
      listener.onLine('open', opened);
      opened = true;
    });
    line.addEventListener('error', () => {
      if (over || line !== source) return;
      listener.onLine('down', false);
      // The browser opens a line anew by itself, unless the server refused it.
      if (line.readyState === CLOSED) wait();
    });
    line.addEventListener('records', ({ data }) => {
      const { records, more } = JSON.parse(String(data)) as { records: Announced[]; more: boolean };
      listener.onRecords(records, more);
    });
    line.addEventListener('rights', () => listener.onRights());
    line.addEventListener('ended', ended);
  }

  start();
  return end;
}
