import { publishLog } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const logPublish: Command = {
  usage: 'log publish [--off]',
  summary: 'Lets everyone who reaches the server read /checkpoint and /tile: hashes and sizes, nothing of any record.',
  details:
    'The growth of a log shows when a team works and when much arrives. Publish it only where that may be known.\n' +
    '--off takes it back; whoever copied the log keeps the copy.',
  options: { off: { type: 'boolean' } },
  words: [0, 0],
  async run(context, _words, values) {
    const published = values.off !== true;
    await withInstance(context, (instance) => publishLog(instance, operatorName(), published));
    const text = published ? 'The log is published.' : 'The log is no longer published.';
    context.out(context.json ? JSON.stringify({ published }) : text);
    return 0;
  },
};
