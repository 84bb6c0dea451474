import { witnessState } from '../anchors/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessPartnerList: Command = {
  usage: 'witness partner list',
  summary: 'Lists the partners whose logs this instance cosigns, and how far.',
  options: {},
  words: [0, 0],
  async run(context) {
    const { witnessing } = await withInstance(context, witnessState);
    if (context.json) context.out(JSON.stringify(witnessing.partners.map(({ refused: _, ...partner }) => partner)));
    else if (witnessing.partners.length === 0) context.say('No partner is known.');
    else
      for (const { name, origin, size, at } of witnessing.partners)
        context.out(
          `${name}  ${origin}  ${size === 0 ? 'nothing cosigned yet' : `cosigned up to ${size}`}${at ? `, ${at}` : ''}`,
        );
    return 0;
  },
};
