import { readFixitySetting, setFixity } from '../evidence/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, UsageError, wholeNumber } from './command.ts';
import { withInstance } from './with-instance.ts';

export const fixitySet: Command = {
  usage: 'fixity set [--every DAYS] [--rate MB]',
  summary: 'Sets within how many days every stored file is read again, and how fast at most.',
  details: '--every   days, 30 unless told\n--rate    megabytes per second, 20 unless told: the disk serves others too',
  options: { every: { type: 'string' }, rate: { type: 'string' } },
  words: [0, 0],
  async run(context, _words, values) {
    const [every, rate] = [optional(values, 'every'), optional(values, 'rate')];
    if (every === undefined && rate === undefined) throw new UsageError('Name --every, --rate or both.');
    const set = await withInstance(context, async (instance) => {
      const now = await readFixitySetting(instance);
      const next = {
        everyDays: every === undefined ? now.everyDays : wholeNumber(every, 'every', 1, 3650),
        rate: rate === undefined ? now.rate : wholeNumber(rate, 'rate', 1, 100_000),
      };
      await setFixity(instance, operatorName(), next);
      return next;
    });
    const text = `Every file is read every ${set.everyDays} days, at ${set.rate} MB/s at most.`;
    context.out(context.json ? JSON.stringify(set) : text);
    return 0;
  },
};
