import { removeWitness } from '../anchors/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessRemove: Command = {
  usage: 'witness remove NAME [--distrust]',
  summary: 'Asks a witness no more. What it cosigned still counts, unless --distrust is given.',
  details: 'NAME is the name in the key of the witness.',
  options: { distrust: { type: 'boolean' } },
  words: [1, 1],
  async run(context, words, values) {
    const name = word(words, 0);
    const distrust = values.distrust === true;
    await withInstance(context, (instance) => removeWitness(instance, operatorName(), name, distrust));
    const text = distrust ? `${name} is asked no more, and counts no more.` : `${name} is asked no more.`;
    context.out(context.json ? JSON.stringify({ name, distrust }) : text);
    return 0;
  },
};
