import { rebuild } from '../audit/rebuild.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const rebuildCommand: Command = {
  usage: 'rebuild',
  summary: 'Drops what is derived from the revisions and derives it again.',
  options: {},
  words: [0, 0],
  async run(context) {
    const result = await withInstance(context, (instance) => rebuild(instance));
    context.out(context.json ? JSON.stringify(result) : `Rebuilt ${result.records} records.`);
    return 0;
  },
};
