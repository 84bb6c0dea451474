import { accountNamed, appointLead, compartmentNamed } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, required, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const leadAppoint: Command = {
  usage: 'lead appoint COMPARTMENT --user E',
  summary: 'Makes somebody lead of a compartment in which no lead who can act is left.',
  details:
    'Where there is an administrator and a reviewer, they do it together in the browser; this is for where they cannot.\n' +
    'All members are told, and it stands in the history of rights under your name.',
  options: { user: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const user = required(values, 'user');
    const name = await withInstance(context, async (instance) => {
      const compartment = await compartmentNamed(instance, word(words, 0));
      await appointLead(instance, operatorName(), compartment.id, await accountNamed(instance, user));
      return compartment.name;
    });
    context.out(
      context.json ? JSON.stringify({ compartment: name, user, role: 'lead' }) : `${user} is lead of ${name}.`,
    );
    return 0;
  },
};
