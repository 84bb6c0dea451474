import { addCompartment } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, required, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const compartmentAdd: Command = {
  usage: 'compartment add NAME --lead E [--code KHA]',
  summary: 'Adds a compartment and its first lead. The code heads its references (KHA-000217).',
  options: { lead: { type: 'string' }, code: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const lead = required(values, 'lead');
    const code = optional(values, 'code');
    const given = { name: word(words, 0), lead, ...(code === undefined ? {} : { code }) };
    const made = await withInstance(context, (instance) => addCompartment(instance, operatorName(), given));
    context.out(context.json ? JSON.stringify(made) : `Added the compartment ${made.name} (${made.code}).`);
    return 0;
  },
};
