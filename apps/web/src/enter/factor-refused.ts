import { Refused } from '../api/client.ts';
import { PasskeyLeft } from '../session/passkey.ts';
import { refusalInWords } from '../session/refusal.ts';
import type { Say } from '../words/words.ts';

/** Why a factor was not taken, in words that say which part of it to mend. */
export function factorRefused(error: unknown, say: Say): string {
  if (error instanceof PasskeyLeft) return say(error.known ? 'factor.passkeyKnown' : 'factor.passkeyLeft');
  if (!(error instanceof Refused)) return refusalInWords(error, say);
  const weak = error.code === 'weak-password' || error.problems.some(({ code }) => code === 'weak-password');
  if (weak) return say('factor.weak');
  if (error.code === 'wrong') return say('factor.wrongCode');
  if (error.status === 409 || error.status === 422) return say('factor.refused');
  return refusalInWords(error, say);
}

/** Why a new passkey was not taken. */
export const passkeyRefused = (error: unknown, say: Say): string =>
  error instanceof Refused && error.code === 'wrong' ? say('factor.passkeyRefused') : factorRefused(error, say);
