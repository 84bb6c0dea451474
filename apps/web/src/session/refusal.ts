import { Refused } from '../api/client.ts';
import type { Say } from '../words/words.ts';
import { PasskeyLeft } from './passkey.ts';
import { NotFilled } from './ways.ts';

/** Whole minutes from seconds, one at least: nobody needs to know it to the second. */
const minutes = (seconds: unknown) => Math.max(1, Math.ceil((typeof seconds === 'number' ? seconds : 60) / 60));

/** Why somebody was not let in, in calm words; one and the same for whatever of several things was wrong. */
export function refusalInWords(error: unknown, say: Say): string {
  if (error instanceof NotFilled) return say('signIn.empty');
  if (error instanceof PasskeyLeft) return say('signIn.passkeyLeft');
  if (!(error instanceof Refused) || error.status === 0 || error.status >= 500) return say('signIn.silent');
  if (error.status === 429) return say('signIn.throttled', { n: minutes(error.members.retryAfter) });
  return say('signIn.wrong');
}
