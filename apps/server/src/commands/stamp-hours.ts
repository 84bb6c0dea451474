import { HOURS, setStampHours, stampHours } from '../anchors/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, UsageError } from './command.ts';
import { withInstance } from './with-instance.ts';

export const stampHoursCommand: Command = {
  usage: 'stamp hours [N]',
  summary: 'Tells, or sets, how many hours lie between stamps, cosignatures over HTTP and published checkpoints.',
  details: `N is one of ${HOURS.join(', ')}; slots begin at 00:00 UTC. Whatever happens, nothing leaves between them.`,
  options: {},
  words: [0, 1],
  async run(context, [text]) {
    if (text !== undefined && !HOURS.map(String).includes(text))
      throw new UsageError(`N is one of ${HOURS.join(', ')}, not ${JSON.stringify(text)}.`);
    const hours = await withInstance(context, async (instance) => {
      if (text !== undefined) await setStampHours(instance, operatorName(), Number(text));
      return stampHours(instance);
    });
    context.out(context.json ? JSON.stringify({ hours }) : `Every ${hours} hours, from 00:00 UTC on.`);
    return 0;
  },
};
