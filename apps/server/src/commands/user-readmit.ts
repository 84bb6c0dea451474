import { accountNamed, unsuspend } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const userReadmit: Command = {
  usage: 'user readmit EMAIL',
  summary: 'Lets a suspended account in again, with the memberships and tokens that it had.',
  options: {},
  words: [1, 1],
  async run(context, words) {
    const email = word(words, 0);
    await withInstance(context, async (instance) =>
      unsuspend(instance, operatorName(), await accountNamed(instance, email)),
    );
    context.out(context.json ? JSON.stringify({ email, suspended: false }) : `${email} is let in again.`);
    return 0;
  },
};
