import { inviteAccount, linkAddress } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, required, word } from './command.ts';
import { linkOrigin } from './link-origin.ts';
import { withInstance } from './with-instance.ts';

export const userInvite: Command = {
  usage: 'user invite EMAIL --name N [--admin] [--origin URL]',
  summary: 'Adds an account and prints the link with which its person comes in. It is shown this once.',
  details:
    'The link opens once, within 72 hours. Hand it over on a way that you trust.\n' +
    '--origin is the address under which the person reaches the server; that of the running one unless told.',
  options: { name: { type: 'string' }, admin: { type: 'boolean' }, origin: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const origin = linkOrigin(optional(values, 'origin'), context.data);
    const given = { email: word(words, 0), name: required(values, 'name'), admin: values.admin === true };
    const { id, link } = await withInstance(context, (instance) => inviteAccount(instance, operatorName(), given));
    const address = linkAddress(origin, link.secret);
    const expires = link.expires.toISOString();
    context.say(`The link opens once, until ${expires}.`);
    context.out(context.json ? JSON.stringify({ id, link: address, expires }) : address);
    return 0;
  },
};
