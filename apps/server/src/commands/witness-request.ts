import { witnessRequest as requestOf } from '../record/cosigning.ts';
import { type Command, optional, UsageError, wholeNumber } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessRequest: Command = {
  usage: 'witness request [--witness NAME | --old SIZE] > FILE',
  summary: 'Prints what a partner needs to cosign the newest checkpoint of this log.',
  details:
    'NAME is the name in the key of a partner who cosigned before; SIZE the size that the partner signed last.\n' +
    'Without either the partner has signed nothing yet. Carry FILE to the partner, who runs "cairn witness sign".',
  options: { witness: { type: 'string' }, old: { type: 'string' } },
  words: [0, 0],
  async run(context, _words, values) {
    const witness = optional(values, 'witness');
    const old = optional(values, 'old');
    if (witness !== undefined && old !== undefined) throw new UsageError('Give --witness or --old, not both.');
    const from = old === undefined ? witness : wholeNumber(old, 'old', 0, Number.MAX_SAFE_INTEGER);
    const request = await withInstance(context, (instance) => requestOf(instance, from));
    context.out(context.json ? JSON.stringify({ request }) : request);
    return 0;
  },
};
