import { setServing } from '../anchors/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, UsageError } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessServe: Command = {
  usage: 'witness serve --on | --off',
  summary: 'Lets partners have their logs cosigned over HTTP, at /witness/add-checkpoint (C2SP tlog-witness).',
  details:
    'It is off until you switch it on, and answers partners only whose key you made known with "cairn witness partner\n' +
    'add". They give their server the address of this one with /witness behind it, and the witness part of\n' +
    '"cairn log key --json".',
  options: { on: { type: 'boolean' }, off: { type: 'boolean' } },
  words: [0, 0],
  async run(context, _words, values) {
    const on = values.on === true;
    if (on === (values.off === true)) throw new UsageError('Give --on or --off.');
    const key = await withInstance(context, async (instance) => {
      await setServing(instance, operatorName(), on);
      return instance.keys.witnessKey;
    });
    const text = on
      ? `Partners are answered over HTTP. The key of this witness is:\n${key}`
      : 'Nobody is answered over HTTP.';
    context.out(context.json ? JSON.stringify({ on, witnessKey: key }) : text);
    return 0;
  },
};
