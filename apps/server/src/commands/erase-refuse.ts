import { refuseErasure } from '../erasure/index.ts';
import { type Command, required, word } from './command.ts';
import { asPerson, secretsOf, TOKEN_HELP } from './erase-person.ts';

export const eraseRefuse: Command = {
  usage: 'erase refuse ID --reason TEXT [--token-stdin]',
  summary: 'Refuses an erasure, or withdraws one that you asked for yourself.',
  details: TOKEN_HELP,
  options: { reason: { type: 'string' }, 'token-stdin': { type: 'boolean' } },
  words: [1, 1],
  async run(context, words, values) {
    const reason = required(values, 'reason');
    const { token } = await secretsOf(context, values, false);
    return asPerson(context, { token, needed: 'write' }, async (instance, session) => {
      const erasure = await refuseErasure(instance, session, word(words, 0), reason);
      const text = erasure.state === 'withdrawn' ? 'It is withdrawn.' : 'It is refused.';
      context.out(context.json ? JSON.stringify(erasure) : text);
      return 0;
    });
  },
};
