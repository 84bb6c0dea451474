import { newestStamps } from '../record/index.ts';
import { type Command, optional, wholeNumber } from './command.ts';
import { withInstance } from './with-instance.ts';

export const stampList: Command = {
  usage: 'stamp list [--limit 50]',
  summary: 'Lists the newest stamps of the log: how many entries, at what time, by which authority.',
  options: { limit: { type: 'string' } },
  words: [0, 0],
  async run(context, _words, values) {
    const limit = wholeNumber(optional(values, 'limit') ?? '50', 'limit', 1, 100_000);
    const stamps = await withInstance(context, ({ sequencer }) => newestStamps(sequencer, limit));
    const shown = stamps.map(({ id, size, authority, genTime, at }) => ({ id, size, authority, genTime, at }));
    if (context.json) context.out(JSON.stringify(shown));
    else if (shown.length === 0) context.say('There is no stamp yet.');
    else for (const { size, authority, genTime } of shown) context.out(`${size}  ${genTime}  ${authority}`);
    return 0;
  },
};
