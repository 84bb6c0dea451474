import { revokeToken } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { idWord } from './id-word.ts';
import { withInstance } from './with-instance.ts';

export const tokenRevoke: Command = {
  usage: 'token revoke ID',
  summary: 'Ends an access token, and with it the sessions that it opened. "cairn token list" tells the ids.',
  options: {},
  words: [1, 1],
  async run(context, words) {
    const id = idWord(word(words, 0));
    await withInstance(context, (instance) => revokeToken(instance, operatorName(), id));
    context.out(context.json ? JSON.stringify({ id, revoked: true }) : `Revoked ${id}.`);
    return 0;
  },
};
