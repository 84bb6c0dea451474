import { createToken } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, required } from './command.ts';
import { withInstance } from './with-instance.ts';

export const tokenCreate: Command = {
  usage: 'token create --user E [--label TEXT]',
  summary: 'Makes an access token and prints it alone. It is shown this once and cannot be read again.',
  options: { user: { type: 'string' }, label: { type: 'string' } },
  words: [0, 0],
  async run(context, _words, values) {
    const label = optional(values, 'label');
    const given = { user: required(values, 'user'), ...(label === undefined ? {} : { label }) };
    const made = await withInstance(context, (instance) => createToken(instance, operatorName(), given));
    context.out(context.json ? JSON.stringify(made) : made.token);
    return 0;
  },
};
