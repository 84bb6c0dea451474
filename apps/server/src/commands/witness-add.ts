import { COSIGNATURE_V1 } from '@cairn/ledger';
import { addWitness } from '../anchors/index.ts';
import { addCosignature } from '../record/cosigning.ts';
import { operatorName } from '../record/index.ts';
import { type Command, type Context, keyGiven, optional, required, UsageError, word } from './command.ts';
import { textOfGiven } from './given-file.ts';
import { withInstance } from './with-instance.ts';

export const witnessAdd: Command = {
  usage: 'witness add FILE [--key VKEY] | --url URL --key VKEY',
  summary:
    "Takes in a partner's cosignature, by file, or from now on over HTTP. Audit counts the log as anchored up to it.",
  details:
    'VKEY is the key of the witness ("cairn log key --json" at the partner prints it); it is needed the first time.\n' +
    'URL is the submission prefix of a witness (C2SP tlog-witness), of a Cairn its address with /witness behind it. The\n' +
    'server then asks it at fixed times. It learns the name, size and root of this log and nothing else.',
  options: { key: { type: 'string' }, url: { type: 'string' } },
  words: [0, 1],
  async run(context, words, values) {
    const url = optional(values, 'url');
    if (url !== undefined && words.length > 0) throw new UsageError('Give FILE or --url, not both.');
    if (url !== undefined) return addByAddress(context, url, required(values, 'key'));
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

async function addByAddress(context: Context, url: string, key: string): Promise<number> {
  requireWitnessKey(key.trim());
  const added = await withInstance(context, (instance) => addWitness(instance, operatorName(), { key, url }));
  const text = `${added.name} is asked at ${added.url}, the first time when the server looks next, or now: cairn witness ask`;
  context.out(context.json ? JSON.stringify(added) : text);
  return 0;
}

function requireWitnessKey(key: string): void {
  const part = 'the witness part of "cairn log key --json" at the partner';
  if (keyGiven(key, `Give ${part}`).type !== COSIGNATURE_V1)
    throw new UsageError(`--key: this is a log key; take ${part}.`);
}
