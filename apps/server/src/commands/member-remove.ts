import { accountNamed, compartmentNamed, listCompartments, removePerson } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, required, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const memberRemove: Command = {
  usage: 'member remove COMPARTMENT --user E',
  summary: 'Takes somebody out of a compartment. Its leads are told.',
  options: { user: { type: 'string' } },
  words: [1, 1],
  async run(context, words, values) {
    const user = required(values, 'user');
    const left = await withInstance(context, async (instance) => {
      const { id, name } = await compartmentNamed(instance, word(words, 0));
      await removePerson(instance, operatorName(), id, await accountNamed(instance, user));
      const all = await listCompartments(instance, operatorName());
      return { name, leads: all.find((each) => each.id === id)?.leads ?? 0 };
    });
    if (left.leads === 0) context.say(`${left.name} has no lead who can act: cairn lead appoint`);
    context.out(
      context.json
        ? JSON.stringify({ compartment: left.name, user, leads: left.leads })
        : `${user} is no member of ${left.name} any more.`,
    );
    return 0;
  },
};
