import { COSIGNATURE_V1, parseAddCheckpoint, parseCheckpoint } from '@cairn/ledger';
import { operatorName } from '../record/index.ts';
import { cosign, WitnessRefusal } from '../record/witnessing.ts';
import { type Command, keyGiven, optional, UsageError, word } from './command.ts';
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
    const file = word(words, 0);
    const request = await textOfGiven(file);
    const origin = originIn(request, file);
    const key = optional(values, 'key')?.trim();
    if (key !== undefined) requireKeyOf(origin, key, file);
    const note = await withInstance(context, async (instance) => {
      try {
        return await cosign(instance, request, operatorName(), key);
      } catch (error) {
        if (!(error instanceof WitnessRefusal && ['malformed', 'unsigned', 'unproven'].includes(error.kind)))
          throw error;
        throw new UsageError(`${file} was not cosigned: ${error.message} Ask the owner of log ${origin}.`);
      }
    });
    context.out(context.json ? JSON.stringify({ checkpoint: note }) : note);
    return 0;
  },
};

/** The name of the log that asks. */
function originIn(request: string, file: string): string {
  try {
    const { checkpoint } = parseAddCheckpoint(request);
    return parseCheckpoint(checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1)).origin;
  } catch {
    throw new UsageError(`${file} is no request. Choose the file of "cairn witness request".`);
  }
}

function requireKeyOf(origin: string, key: string, file: string): void {
  const { name, type } = keyGiven(key, 'Give the whole line of "cairn log key" at the partner');
  if (type === COSIGNATURE_V1)
    throw new UsageError('--key: this is a witness key; take what "cairn log key" prints at the partner.');
  if (name !== origin) throw new UsageError(`${file} is of log ${origin}; the key given is of log ${name}.`);
}
