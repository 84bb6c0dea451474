import { removeAuthority } from '../anchors/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const stampAuthorityRemove: Command = {
  usage: 'stamp authority remove NAME',
  summary: 'Asks an authority no more. Its stamps are kept, but audit no longer counts them as anchors.',
  options: {},
  words: [1, 1],
  async run(context, words) {
    const name = word(words, 0);
    await withInstance(context, (instance) => removeAuthority(instance, operatorName(), name));
    context.out(context.json ? JSON.stringify({ name, active: false }) : `${name} is asked no more.`);
    return 0;
  },
};
