import { addAuthority } from '../anchors/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, required, word } from './command.ts';
import { textOfGiven } from './given-file.ts';
import { withInstance } from './with-instance.ts';

export const stampAuthorityAdd: Command = {
  usage: 'stamp authority add NAME --url URL --chain FILE.pem [--policy OID]',
  summary: 'Names a time-stamp authority (RFC 3161) that stamps the log at fixed hours from now on.',
  details:
    'URL is the address that it publishes for RFC 3161 queries. FILE.pem holds the certificates that you trust for it: its\n' +
    'root, and those between, got from its own site. OID is the policy to ask for, where it has several.\n' +
    'The authority learns the address of this server and, every few hours, a hash from which nothing can be told.',
  options: { url: { type: 'string' }, chain: { type: 'string' }, policy: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const policy = optional(values, 'policy');
    const given = {
      name: word(words, 0),
      url: required(values, 'url'),
      chain: await textOfGiven(required(values, 'chain')),
      ...(policy === undefined ? {} : { policy }),
    };
    const { name, url } = await withInstance(context, (instance) => addAuthority(instance, operatorName(), given));
    const text = `${name} stamps the log from the next slot on. To try it now: cairn stamp now`;
    context.out(context.json ? JSON.stringify({ name, url, policy: policy ?? null }) : text);
    return 0;
  },
};
