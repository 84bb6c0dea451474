import { cosign } from '../record/cosigning.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, word } from './command.ts';
import { textOfGiven } from './given-file.ts';
import { withInstance } from './with-instance.ts';

export const witnessSign: Command = {
  usage: 'witness sign FILE [--key VKEY] > FILE',
  summary: "Cosigns a partner's checkpoint, if it continues the one signed before, and prints it with the cosignature.",
  details:
    "VKEY is the partner's log key, got in person or by telephone; it is needed the first time. Carry the printed file\n" +
    'back to the partner, who runs "cairn witness add", and keep a copy: it is an anchor of that log.',
  options: { key: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const request = await textOfGiven(word(words, 0));
    const key = optional(values, 'key')?.trim();
    const note = await withInstance(context, (instance) => cosign(instance, request, operatorName(), key));
    context.out(context.json ? JSON.stringify({ checkpoint: note }) : note);
    return 0;
  },
};
