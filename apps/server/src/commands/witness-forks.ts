import { forksSeen } from '../record/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const witnessForks: Command = {
  usage: 'witness forks',
  summary:
    "Lists partners' logs that showed two histories, with both signed checkpoints. Exit status 1 where there are any.",
  details:
    'Both are signed with the key of that log, so they prove to anybody that it was forked; --json prints them whole.\n' +
    'This says nothing of your own log. Such a log is cosigned no more: its owner has to begin a new one.',
  options: {},
  words: [0, 0],
  async run(context) {
    const forks = await withInstance(context, (instance) => forksSeen(instance.access));
    if (context.json) context.out(JSON.stringify(forks));
    else if (forks.length === 0) context.say('No partner showed two histories.');
    else
      for (const { origin, seen, message, cosigned, shown } of forks)
        context.out(`${origin}, seen ${seen}: ${message}\n\n${cosigned}\n${shown}`);
    return forks.length === 0 ? 0 : 1;
  },
};
