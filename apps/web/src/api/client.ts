/** What the server refused, in its own words (RFC 9457). `status` 0 means that no answer came at all. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

async function refusalOf(response: Response): Promise<Refused> {
  try {
    const problem = (await response.json()) as { detail?: string; title?: string };
    return new Refused(response.status, problem.detail ?? problem.title ?? response.statusText);
  } catch {
    return new Refused(response.status, response.statusText);
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', cache: 'no-store', redirect: 'error', ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new Refused(0, 'no answer');
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/**
 * Reads JSON from the instance that served this page.
 * @throws Refused when the server says no, or says nothing.
 */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, signal ? { signal } : {});
  return (await response.json()) as T;
}

/** The same as {@link read}, as text: a proof file is kept byte for byte as the server wrote it. */
export async function readText(path: string): Promise<string> {
  return (await send(path, {})).text();
}

/** Exchanges a token for a session cookie that scripts cannot read. @throws Refused */
export async function signIn(token: string): Promise<void> {
  await send('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

/** Ends the session; goes through even while the page is being left. @throws Refused */
export async function signOut(): Promise<void> {
  await send('/api/v1/session', { method: 'DELETE', keepalive: true });
}
