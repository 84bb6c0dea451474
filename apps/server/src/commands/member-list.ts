import { compartmentNamed, listPeople } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const memberList: Command = {
  usage: 'member list COMPARTMENT',
  summary: 'Lists who is in a compartment, with role and clearance.',
  options: {},
  words: [1, 1],
  async run(context, words) {
    const people = await withInstance(context, async (instance) => {
      const { id } = await compartmentNamed(instance, word(words, 0));
      return listPeople(instance, operatorName(), id);
    });
    if (context.json) context.out(JSON.stringify({ people }));
    else for (const person of people) context.out(lineOf(person));
    return 0;
  },
};

function lineOf(person: Awaited<ReturnType<typeof listPeople>>[number]): string {
  const marks = [
    person.identities === true ? 'identities' : '',
    person.suspended === true ? 'suspended' : '',
    person.resting === null ? '' : `resting (${person.resting})`,
    person.invited === true ? 'invited' : '',
  ].filter((mark) => mark !== '');
  return [person.email, person.role, person.clearance, marks.join(', '), person.name].filter((each) => each).join('  ');
}
