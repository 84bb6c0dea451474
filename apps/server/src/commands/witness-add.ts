import { readFile } from 'node:fs/promises';
import { addCosignature } from '../record/cosigning.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessAdd: Command = {
  usage: 'witness add FILE [--key VKEY]',
  summary: "Takes in a partner's cosignature. From then on audit counts the log as anchored up to that checkpoint.",
  details:
    'VKEY is the key of the witness ("cairn log key --json" at the partner prints it); it is needed the first time.',
  options: { key: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const note = await readFile(word(words, 0), 'utf8');
    const key = optional(values, 'key')?.trim();
    const anchored = await withInstance(context, (instance) => addCosignature(instance, note, operatorName(), key));
    const text = `Anchored up to entry ${anchored.size} by ${anchored.by.join(', ')}.`;
    context.out(context.json ? JSON.stringify(anchored) : text);
    return 0;
  },
};
