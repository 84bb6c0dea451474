import { addUser } from '../access/index.ts';
import { holdsInstance } from '../database/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, required, UsageError } from './command.ts';
import { readPassword } from './password.ts';
import { withInstance } from './with-instance.ts';

export const userAdd: Command = {
  usage: 'user add --email E --name N [--admin] --password-stdin',
  summary: 'Adds an account. The password is read from standard input, so that no process list shows it.',
  details:
    'An administrator manages accounts and reads no record without being a member. At a terminal the password is asked\n' +
    'for and not shown.',
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    admin: { type: 'boolean' },
    'password-stdin': { type: 'boolean' },
  },
  words: [0, 0],
  async run(context, _words, values) {
    const email = required(values, 'email');
    const name = required(values, 'name');
    if (values['password-stdin'] !== true) {
      throw new UsageError(`--password-stdin is missing. Usage: cairn ${userAdd.usage} < FILE`);
    }
    const password = await readPassword(context, userAdd.usage);
    const admin = values.admin === true;
    const isNew = !holdsInstance(context.data);
    const user = await withInstance(
      context,
      (instance) => {
        // A mistyped --data makes a whole new instance: whoever did that must see it.
        if (isNew) context.say(`A new instance was made in ${instance.data.root}.`);
        return addUser(instance, operatorName(), { email, name, admin, password });
      },
      { create: true },
    );
    context.out(context.json ? JSON.stringify(user) : `Added ${user.email}${user.admin ? ' as administrator' : ''}.`);
    return 0;
  },
};
