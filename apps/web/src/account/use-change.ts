import { useQueryClient } from '@tanstack/react-query';
import { Refused } from '../api/client.ts';
import { factorRefused } from '../enter/factor-refused.ts';
import { NotConfirmed, useConfirmed } from '../session/confirm.tsx';
import { type Attempts, useAttempt } from '../session/use-attempt.ts';
import type { Say } from '../words/words.ts';

const SAID = ['only-lead', 'last-factor', 'passkey-needed', 'scope'] as const;

/** Why a change of one's own account was not made. */
function changeRefused(error: unknown, say: Say): string {
  if (error instanceof NotConfirmed) return say('trouble.unconfirmed');
  if (!(error instanceof Refused)) return factorRefused(error, say);
  const code = SAID.find((known) => known === error.code);
  if (code) return say(`account.refused.${code}`);
  const mendable = error.code === 'wrong' || error.status === 422 || error.status === 429;
  const silent = error.status === 0 || error.status >= 500;
  return mendable || silent ? factorRefused(error, say) : say('account.refused.other');
}

interface Change extends Omit<Attempts, 'attempt'> {
  /** Makes a change, asking for a factor where that is due; resolves to whether it was made. */
  change: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** One change of one's own account at a time; what the page shows is asked for anew afterwards. */
export function useChange(): Change {
  const confirmed = useConfirmed();
  const client = useQueryClient();
  const { busy, problem, attempt } = useAttempt();
  async function change(work: () => Promise<unknown>): Promise<boolean> {
    let made = false;
    await attempt(async () => {
      await confirmed(work);
      made = true;
    }, changeRefused);
    await client.invalidateQueries({ queryKey: ['account'] });
    return made;
  }
  return { busy, problem, change };
}
