import { listTokens } from '../access/index.ts';
import { type Command, optional } from './command.ts';
import { withInstance } from './with-instance.ts';

export const tokenList: Command = {
  usage: 'token list [--user E]',
  summary: 'Lists access tokens: whose they are, what for, and until when. Their texts are nowhere kept.',
  options: { user: { type: 'string' } },
  words: [0, 0],
  async run(context, _words, values) {
    const tokens = await withInstance(context, (instance) => listTokens(instance, optional(values, 'user')));
    if (context.json) context.out(JSON.stringify({ tokens }));
    else for (const token of tokens) context.out(lineOf(token));
    if (tokens.length === 0) context.say('There is none.');
    return 0;
  },
};

function lineOf(token: Awaited<ReturnType<typeof listTokens>>[number]): string {
  const until = token.expires === null ? 'without end' : `until ${token.expires.slice(0, 10)}`;
  const places = token.compartments === null ? '' : ` ${token.compartments.length} compartment(s)`;
  return [
    token.id,
    token.email,
    (token.scopes?.join(',') ?? 'all') + places,
    token.revoked ? 'revoked' : until,
    token.label,
  ].join('  ');
}
