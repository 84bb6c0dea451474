import { COSIGNATURE_V1 } from '@cairn/ledger';
import { addCosignature } from '../record/cosigning.ts';
import { operatorName } from '../record/index.ts';
import { type Command, keyGiven, optional, UsageError, word } from './command.ts';
import { textOfGiven } from './given-file.ts';
import { withInstance } from './with-instance.ts';

export const witnessAdd: Command = {
  usage: 'witness add FILE [--key VKEY]',
  summary: "Takes in a partner's cosignature. From then on audit counts the log as anchored up to that checkpoint.",
  details:
    'VKEY is the key of the witness ("cairn log key --json" at the partner prints it); it is needed the first time.',
  options: { key: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const file = word(words, 0);
    const note = await textOfGiven(file);
    if (note.startsWith('old '))
      throw new UsageError(`${file} is a request. Take the file that the partner printed with "cairn witness sign".`);
    const key = optional(values, 'key')?.trim();
    if (key !== undefined) requireWitnessKey(key);
    const anchored = await withInstance(context, async (instance) => {
      try {
        return await addCosignature(instance, note, operatorName(), key);
      } catch (error) {
        if (!(error instanceof Error && error.name === 'NoteError')) throw error;
        throw new UsageError(`${file} was not taken in: ${error.message}. Choose the file of "cairn witness sign".`);
      }
    });
    const text = `Anchored up to entry ${anchored.size} by ${anchored.by.join(', ')}.`;
    context.out(context.json ? JSON.stringify(anchored) : text);
    return 0;
  },
};

function requireWitnessKey(key: string): void {
  const part = 'the witness part of "cairn log key --json" at the partner';
  if (keyGiven(key, `Give ${part}`).type !== COSIGNATURE_V1)
    throw new UsageError(`--key: this is a log key; take ${part}.`);
}
