/** One field that the server did not accept; `path` is a JSON pointer into what was sent. */
export interface FieldProblem {
  path: string;
  code: string;
  message: string;
}

/** What the server refused, in its own words (RFC 9457). `status` 0 means that no answer came at all. */
export class Refused extends Error {
  readonly status: number;
  /** Every member of the problem that the server sent, for instance `current` of a conflict or `retryAfter`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.members = members;
  }

  /** A word that a page can act on, for instance `confirm`; '' where the status says enough. */
  get code(): string {
    return typeof this.members.code === 'string' ? this.members.code : '';
  }

  /** Which fields were not accepted, and why; empty where the refusal is not about fields. */
  get problems(): readonly FieldProblem[] {
    return Array.isArray(this.members.problems) ? (this.members.problems as FieldProblem[]) : [];
  }
}

async function refusalOf(response: Response): Promise<Refused> {
  try {
    const problem = (await response.json()) as { detail?: string; title?: string };
    return new Refused(response.status, problem.detail ?? problem.title ?? response.statusText, { ...problem });
  } catch {
    return new Refused(response.status, response.statusText);
  }
}

/** What went through, as the page sent it. */
interface Sent {
  method: string;
  path: string;
  body: unknown;
}

const watchers = new Set<(sent: Sent) => void>();

/** Tells of each change that the server accepted, after it has. Returns what stops telling. */
export function watchSent(watcher: (sent: Sent) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
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
  const { method, body } = init;
  if (method)
    for (const tell of watchers) tell({ method, path, body: typeof body === 'string' ? JSON.parse(body) : {} });
  return response;
}

/** Sends JSON where there is something to send, and reads JSON where something comes back. */
async function change<T>(method: string, path: string, body?: unknown, keepalive = false): Promise<T> {
  const init: RequestInit = { method, keepalive };
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  const response = await send(path, init);
  return (response.status === 204 ? undefined : await response.json()) as T;
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

/** Adds or does something. The answer is undefined where the server sends none (204). @throws Refused */
export const post = <T = void>(path: string, body: unknown = {}): Promise<T> => change<T>('POST', path, body);

/** Sends JSON and reads the answer as text, for instance a file that was asked for. @throws Refused */
export async function postForText(path: string, body: unknown): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await send(path, init)).text();
}

/** Sends JSON and takes the file that comes back, with the name that the server gave it. @throws Refused */
export async function postForFile(path: string, body: unknown): Promise<{ name: string; file: Blob }> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await send(path, init);
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '');
  return { name: named?.[1] ?? 'cairn', file: await response.blob() };
}

/** Puts something whole in its place. @throws Refused */
export const put = <T = void>(path: string, body: unknown): Promise<T> => change<T>('PUT', path, body);

/** Changes parts of something. @throws Refused */
export const patch = <T = void>(path: string, body: unknown): Promise<T> => change<T>('PATCH', path, body);

/** Takes something away. @throws Refused */
export const del = <T = void>(path: string): Promise<T> => change<T>('DELETE', path);

/** Exchanges a token for a session cookie that scripts cannot read. @throws Refused */
export const signIn = (token: string): Promise<void> => post('/api/v1/session', { token });

/** Ends the session; goes through even while the page is being left. @throws Refused */
export const signOut = (): Promise<void> => change('DELETE', '/api/v1/session', undefined, true);

/** Ends the session and has this browser forget that anybody ever signed in here. @throws Refused */
export const signOutForGood = (): Promise<void> => change('DELETE', '/api/v1/session?forget=1', undefined, true);
