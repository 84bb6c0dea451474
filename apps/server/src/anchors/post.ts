/** How long a witness or an authority may take for the whole of an answer, in milliseconds. */
const PATIENCE = 20_000;

export interface PostAnswer {
  readonly status: number;
  /** Without its parameters, in lower case; empty where there was none. */
  readonly type: string;
  readonly body: Buffer;
}

/** The other end did not answer as it should; the message says how, without what it sent. */
export class PostFailed extends Error {
  override readonly name = 'PostFailed';
}

/**
 * Sends a body to an address that the operator configured. Redirects are not followed: they would take the request to a host
 * that nobody named.
 *
 * @param limit bytes of an answer that are read at most
 * @throws PostFailed
 */
export async function post(
  url: string,
  body: string | Uint8Array,
  options: { readonly type: string; readonly limit: number; readonly signal?: AbortSignal; readonly patience?: number },
): Promise<PostAnswer> {
  const ends = [AbortSignal.timeout(options.patience ?? PATIENCE), ...(options.signal ? [options.signal] : [])];
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': options.type },
      body: typeof body === 'string' ? body : Buffer.from(body),
      redirect: 'manual',
      signal: AbortSignal.any(ends),
    });
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      throw new PostFailed(`It answers with a redirect (HTTP ${answer.status}), which is not followed.`);
    }
    const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    return { status: answer.status, type, body: await readUpTo(answer, options.limit) };
  } catch (error) {
    throw inWords(error);
  }
}

async function readUpTo(answer: Response, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > limit) throw new PostFailed(`Its answer is longer than ${limit} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function inWords(error: unknown): PostFailed {
  if (error instanceof PostFailed) return error;
  if (error instanceof Error && error.name === 'TimeoutError')
    return new PostFailed('It did not answer in time.', { cause: error });
  const code = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  const why = typeof code === 'string' ? ` (${code})` : '';
  return new PostFailed(`It cannot be reached${why}.`, { cause: error });
}
