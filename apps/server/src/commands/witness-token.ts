import { setWitnessToken } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessToken: Command = {
  usage: 'witness token NAME [--revoke]',
  summary: 'Prints a token with which a partner reads /checkpoint and /tile before the log is published.',
  details: 'The partner sends it as "Authorization: Bearer …". A new one replaces the last; --revoke ends it.',
  options: { revoke: { type: 'boolean' } },
  words: [1, 1],
  async run(context, words, values) {
    const revoke = values.revoke === true;
    const name = word(words, 0);
    const token = await withInstance(context, (instance) => setWitnessToken(instance, operatorName(), name, revoke));
    context.out(context.json ? JSON.stringify({ name, token }) : (token ?? `${name} reads the log no more.`));
    return 0;
  },
};
