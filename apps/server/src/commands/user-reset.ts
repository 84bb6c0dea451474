import { accountNamed, linkAddress, reset } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, word } from './command.ts';
import { linkOrigin } from './link-origin.ts';
import { withInstance } from './with-instance.ts';

export const userReset: Command = {
  usage: 'user reset EMAIL [--reason TEXT] [--origin URL]',
  summary: 'Takes all factors, tokens and sessions of an account and prints a link for new ones, shown this once.',
  details:
    'Its memberships rest until a lead of each compartment readmits the person; the leads are told.\n' +
    '--origin is the address under which the person reaches the server; that of the running one unless told.',
  options: { reason: { type: 'string' }, origin: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const origin = linkOrigin(optional(values, 'origin'), context.data);
    const { secret, expires } = await withInstance(context, async (instance) =>
      reset(instance, operatorName(), await accountNamed(instance, word(words, 0)), optional(values, 'reason') ?? ''),
    );
    const link = linkAddress(origin, secret);
    context.say(`The link opens once, until ${expires.toISOString()}.`);
    context.out(context.json ? JSON.stringify({ link, expires: expires.toISOString() }) : link);
    return 0;
  },
};
