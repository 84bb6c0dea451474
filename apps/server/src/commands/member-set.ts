import { compartmentNamed, listCompartments, setMember } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, required, UsageError, word } from './command.ts';
import { withInstance } from './with-instance.ts';

export const memberSet: Command = {
  usage: 'member set COMPARTMENT --user E --role R --clearance S [--identities yes|no]',
  summary: 'Makes an account a member of a compartment, or changes its role and clearance.',
  details:
    'Roles: reader, contributor, reviewer, lead; each includes those before it.\n' +
    'Clearances: public, partner, internal, case-only, sealed; each includes those before it.\n' +
    'Leads read the names, contacts and papers of persons; --identities yes names somebody else who does.',
  options: {
    user: { type: 'string' },
    role: { type: 'string' },
    clearance: { type: 'string' },
    identities: { type: 'string' },
  },
  words: [1, 1],
  async run(context, words, values) {
    const identities = optional(values, 'identities');
    if (identities !== undefined && identities !== 'yes' && identities !== 'no') {
      throw new UsageError('--identities takes yes or no.');
    }
    const given = {
      compartment: word(words, 0),
      user: required(values, 'user'),
      role: required(values, 'role'),
      clearance: required(values, 'clearance'),
      ...(identities === undefined ? {} : { identities: identities === 'yes' }),
    };
    const leads = await withInstance(context, async (instance) => {
      await setMember(instance, operatorName(), given);
      const { id } = await compartmentNamed(instance, given.compartment);
      return (await listCompartments(instance, operatorName())).find((each) => each.id === id)?.leads;
    });
    if (leads === 0) context.say(`${given.compartment} has no lead who can act: cairn lead appoint`);
    const { compartment, user, role, clearance } = given;
    context.out(
      context.json ? JSON.stringify(given) : `${user} is ${role} of ${compartment}, cleared for ${clearance}.`,
    );
    return 0;
  },
};
