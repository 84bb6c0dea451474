import { type IncomingHttpHeaders, request } from 'node:http';

/** An answer as it came over the line. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether it came whole. */
  readonly complete: boolean;
}

/** A request with the headers as given, `Host` too, which `fetch` does not let anybody set. */
export function ask(
  origin: string,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  const { port } = new URL(origin);
  return new Promise((answered, failed) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false });
    asked.on('error', failed);
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', () => undefined);
      response.on('close', () =>
        answered({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
          complete: response.complete,
        }),
      );
    });
    asked.end(body);
  });
}

/** A request to an address as it was given out, wherever its name would lead: the server under test stands on this machine. */
export function askUrl(url: string, given: Parameters<typeof ask>[2] = {}): Promise<RawAnswer> {
  const { host, pathname, search } = new URL(url);
  return ask(url, pathname + search, { ...given, headers: { host, ...given.headers } });
}
