import { type Answered, Refusal, type StoredStamp, takeStamp } from '../record/index.ts';
import { type PostAnswer, PostFailed, post } from './post.ts';

/** Of an authority's answer. With its certificates it is some ten kilobytes. */
const LARGEST = 256 * 1024;

/** An authority did not answer, or answered with something that is no time stamp. */
export class NoStamp extends Refusal {}

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole exchange. */
  readonly patience?: number;
}

/**
 * Sends a query to an authority over HTTP (RFC 3161 §3.4) and takes in what it answers.
 *
 * @param by who has it made, as in every deed
 * @throws NoStamp saying what happened; what fails at this end is thrown as it is
 */
export async function askAuthority(
  instance: Parameters<typeof takeStamp>[0],
  asked: Omit<Answered, 'response'>,
  by: string,
  options: AskOptions = {},
): Promise<StoredStamp> {
  const { authority, query } = asked;
  try {
    const { status, body } = await post(authority.url, query, {
      ...options,
      type: 'application/timestamp-query',
      limit: LARGEST,
    });
    requireOk(status);
    return await takeStamp(instance, { ...asked, response: new Uint8Array(body) }, by);
  } catch (error) {
    if (!isAuthoritys(error)) throw error;
    throw error instanceof NoStamp ? error : new NoStamp(inSigns(error.message));
  }
}

/** What an authority says, and how its certificates are named, ends up in terminals: as text and nothing else. */
function inSigns(message: string): string {
  return message.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function requireOk(status: PostAnswer['status']): void {
  if (status !== 200) throw new NoStamp(`It answered with status ${status}.`);
}

/** Whether it is the authority that failed, and not this instance. */
function isAuthoritys(error: unknown): error is Error {
  return error instanceof Refusal || error instanceof PostFailed || (error as Error | null)?.name === 'TimestampError';
}
