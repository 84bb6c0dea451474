import { openInstance } from '../database/index.ts';
import { Refusal } from '../record/types.ts';
import type { Command } from './command.ts';

export const databaseUrl: Command = {
  usage: 'database url',
  summary: 'Prints the address of the running database, for psql. It is that of a superuser: handle it as such.',
  options: {},
  words: [0, 0],
  async run(context) {
    const instance = await openInstance({ data: context.data });
    try {
      if (instance.database.owned) {
        throw new Refusal(
          `No database is running in ${context.data}, and one started here would end with this command.`,
          '',
          'Run this while "cairn start" runs.',
        );
      }
      const url = instance.database.url();
      context.out(context.json ? JSON.stringify({ url }) : url);
      return 0;
    } finally {
      await instance.close();
    }
  },
};
