import { examineNow } from '../evidence/index.ts';
import type { Command } from './command.ts';
import { Progress } from './progress.ts';
import { withInstance } from './with-instance.ts';

export const evidenceExamine: Command = {
  usage: 'evidence examine [--json]',
  summary: 'Looks at every file that waits for it, also for a program that was missing, then ends.',
  details: 'The running server does the same by itself; this does it without one, or beside it.',
  options: {},
  words: [0, 0],
  async run(context) {
    const progress = new Progress(context, 'evidence');
    const report = await withInstance(context, (instance) =>
      examineNow(instance, (done, all) => progress.show(done / all, `${done} of ${all} files`)),
    );
    progress.done();
    const { examined, failed } = report;
    if (context.json) context.out(JSON.stringify(report));
    else {
      const outcomes = Map.groupBy(examined, ({ outcome }) => outcome);
      context.out(`${examined.length} files examined.`);
      for (const [outcome, items] of outcomes) context.out(`  ${outcome.padEnd(14)}${items.length}`);
      for (const { item, problem } of failed) context.say(`${item}: ${problem}`);
    }
    return failed.length === 0 ? 0 : 1;
  },
};
