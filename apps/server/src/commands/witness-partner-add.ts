import { addPartner } from '../anchors/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, required, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessPartnerAdd: Command = {
  usage: 'witness partner add NAME --key VKEY [--replace]',
  summary: "Makes a partner's log known, so that it is cosigned when it asks over HTTP.",
  details:
    'VKEY is the partner\'s log key ("cairn log key" prints it there), got in person or by telephone: whoever has it wrong\n' +
    'cosigns for somebody else. --replace takes a new key of a known log, after a rotation; the old one then opens nothing.',
  options: { key: { type: 'string' }, replace: { type: 'boolean' } },
  words: [1, 1],
  async run(context, words, values) {
    const given = { name: word(words, 0), key: required(values, 'key'), replace: values.replace === true };
    const { origin, name } = await withInstance(context, (instance) => addPartner(instance, operatorName(), given));
    context.out(context.json ? JSON.stringify({ name, origin }) : `${name} is known by the log ${origin}.`);
    return 0;
  },
};
