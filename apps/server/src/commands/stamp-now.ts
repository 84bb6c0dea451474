import { activeAuthorities, stampWith } from '../anchors/index.ts';
import { newestCheckpoint, operatorName, Refusal, sequence } from '../record/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const stampNow: Command = {
  usage: 'stamp now',
  summary: 'Has the newest checkpoint stamped by every authority, outside of the schedule.',
  details: 'Who watches the line can tell that somebody was at work. Exit status 1 when an authority did not stamp.',
  options: {},
  words: [0, 0],
  async run(context) {
    const outcomes = await withInstance(context, async (instance) => {
      const authorities = await activeAuthorities(instance);
      if (authorities.length === 0)
        throw new Refusal('No authority is named.', '', 'See: cairn stamp authority add --help');
      await sequence(instance);
      const checkpoint = await newestCheckpoint(instance.sequencer);
      if (checkpoint === null) throw new Refusal('The log has no checkpoint yet.');
      return stampWith(instance, operatorName(), { authorities, checkpoint });
    });
    const shown = outcomes.map(({ authority, stamp, failing }) => ({
      ...{ authority, size: stamp?.size ?? null, genTime: stamp?.genTime ?? null, failing },
    }));
    if (context.json) context.out(JSON.stringify(shown));
    else
      for (const { authority, size, genTime, failing } of shown)
        context.out(
          failing === null
            ? `${authority}: ${size} entries, stamped at ${genTime}.`
            : `${authority}: no stamp. ${failing}`,
        );
    return shown.every(({ failing }) => failing === null) ? 0 : 1;
  },
};
