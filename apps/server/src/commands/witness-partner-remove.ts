import { removePartner } from '../anchors/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessPartnerRemove: Command = {
  usage: 'witness partner remove NAME',
  summary: "Forgets a partner's key: its log is cosigned no more. What was cosigned stays.",
  details: 'NAME is what you called the partner, or the name of its log.',
  options: {},
  words: [1, 1],
  async run(context, words) {
    const { origin } = await withInstance(context, (instance) =>
      removePartner(instance, operatorName(), word(words, 0)),
    );
    context.out(context.json ? JSON.stringify({ origin }) : `The log ${origin} is cosigned no more.`);
    return 0;
  },
};
