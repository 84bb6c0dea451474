/** One server-sent event, or a comment (whose event is empty). */
export interface Heard {
  readonly event: string;
  readonly data: string;
}

/** A live stream as a page would hold it open. */
export interface OpenStream {
  readonly status: number;
  /** Everything that came, as it came. */
  readonly text: () => string;
  readonly events: () => Heard[];
  /** Waits until the test holds, of the events so far; fails after ten seconds. */
  until(test: (events: Heard[]) => boolean): Promise<void>;
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** Opens the stream at an address with the given headers. */
export async function openStream(url: string, headers: Record<string, string>): Promise<OpenStream> {
  const stop = new AbortController();
  const answer = await fetch(url, { headers, signal: stop.signal });
  let text = '';
  let tell = (): void => undefined;
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) {
      text += decoder.decode(piece as Uint8Array, { stream: true });
      tell();
    }
  })().catch(() => undefined);
  const events = (): Heard[] => text.split('\n\n').slice(0, -1).map(eventOf);
  return {
    status: answer.status,
    text: () => text,
    events,
    ended,
    until: async (test) => {
      const end = Date.now() + 10_000;
      while (!test(events())) {
        if (Date.now() > end) throw new Error(`The stream never said it; it said: ${text}`);
        await new Promise<void>((heard) => {
          const timer = setTimeout(heard, 200);
          tell = () => {
            clearTimeout(timer);
            heard();
          };
        });
      }
    },
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}

function eventOf(block: string): Heard {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? '';
  return { event: field('event'), data: field('data') };
}
