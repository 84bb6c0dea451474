import { accountNamed, suspend } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const userSuspend: Command = {
  usage: 'user suspend EMAIL [--reason TEXT]',
  summary: 'Suspends an account: its sessions, tokens and live pages end at once.',
  options: { reason: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const email = word(words, 0);
    await withInstance(context, async (instance) =>
      suspend(instance, operatorName(), await accountNamed(instance, email), optional(values, 'reason') ?? ''),
    );
    context.out(context.json ? JSON.stringify({ email, suspended: true }) : `${email} is suspended.`);
    return 0;
  },
};
