import { askNow } from '../anchors/index.ts';
import { operatorName, sequence } from '../record/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessAsk: Command = {
  usage: 'witness ask [NAME]',
  summary:
    'Has the newest checkpoint cosigned now, by one witness or by all that have an address. Exit status 1 where one fails.',
  details:
    'The server asks by itself at fixed times. Whoever asks in between shows the witness that something was written since.',
  options: {},
  words: [0, 1],
  async run(context, [name]) {
    const asked = await withInstance(context, async (instance) => {
      await sequence(instance);
      return askNow(instance, operatorName(), name);
    });
    if (context.json) context.out(JSON.stringify(asked));
    else if (asked.length === 0)
      context.say('No witness has an address. Add one: cairn witness add --url URL --key VKEY');
    else
      for (const { name: witness, size, failing } of asked)
        context.out(failing === null ? `${witness} holds the log up to entry ${size}.` : `${witness}: ${failing}`);
    return asked.some(({ failing }) => failing !== null) ? 1 : 0;
  },
};
