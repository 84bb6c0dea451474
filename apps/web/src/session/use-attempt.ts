import { useState } from 'react';
import { type Say, useWords } from '../words/words.ts';
import { refusalInWords } from './refusal.ts';

type InWords = (error: unknown, say: Say) => string;

export interface Attempts {
  busy: boolean;
  /** What went wrong last, in words; '' when nothing did. */
  problem: string;
  /** Does the work unless some is being done; resolves whether or not it succeeded. */
  attempt: (work: () => Promise<unknown>, inWords?: InWords) => Promise<void>;
}

/** One attempt at a time, and why the last one failed; `before` is what failed before this form was shown. */
export function useAttempt(before: unknown = null): Attempts {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ error: unknown; inWords: InWords } | null>(
    before === null ? null : { error: before, inWords: refusalInWords },
  );

  async function attempt(work: () => Promise<unknown>, inWords: InWords = refusalInWords) {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure({ error, inWords });
    } finally {
      setBusy(false);
    }
  }

  return { busy, problem: failure ? failure.inWords(failure.error, say) : '', attempt };
}
