import { listAccounts } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const userList: Command = {
  usage: 'user list',
  summary: 'Lists the accounts, with how each signs in.',
  options: {},
  words: [0, 0],
  async run(context) {
    const accounts = await withInstance(context, (instance) => listAccounts(instance, operatorName()));
    if (context.json) context.out(JSON.stringify({ accounts }));
    else for (const account of accounts) context.out(lineOf(account));
    return 0;
  },
};

function lineOf(account: Awaited<ReturnType<typeof listAccounts>>[number]): string {
  const factors = [
    account.password ? 'password' : '',
    account.totp ? 'one-time code' : '',
    account.passkeys > 0 ? `${account.passkeys} passkey(s)` : '',
  ].filter((each) => each !== '');
  const marks = [account.admin ? 'administrator' : '', account.suspended ? 'suspended' : ''];
  const way = account.invited ? 'invited' : factors.join(' + ') || 'token';
  return [account.email, account.name, ...marks, `${account.memberships} compartment(s)`, way]
    .filter((each) => each !== '')
    .join('  ');
}
