import { checkAllNow, type FixityReport, fixityReport } from '../evidence/index.ts';
import { onStop } from '../lifecycle.ts';
import type { Command, Context } from './command.ts';
import { Progress } from './progress.ts';
import { withInstance } from './with-instance.ts';

export const fixity: Command = {
  usage: 'fixity [--now]',
  summary:
    'Says which stored files were altered or are missing, as far as they were read again; status 1 where any is.',
  details:
    'What serves reads every file within 30 days, slowly; "cairn fixity set" sets how often and how fast. What it finds\n' +
    'stands in the log, and on the integrity page. A file that is put back ends its alarm within the hour.\n' +
    '--now   reads every file now, as fast as it goes',
  options: { now: { type: 'boolean' } },
  words: [0, 0],
  async run(context, _words, values) {
    const report = await withInstance(
      context,
      async (instance) => {
        if (values.now === true) await watched(context, (options) => checkAllNow(instance, options));
        return fixityReport(instance);
      },
      { reports: true },
    );
    context.out(context.json ? JSON.stringify(report) : textOf(report));
    return report.problems.length === 0 ? 0 : 1;
  },
};

async function watched(
  context: Context,
  work: (options: Parameters<typeof checkAllNow>[1]) => Promise<unknown>,
): Promise<void> {
  const progress = new Progress(context, 'Fixity');
  const stop = new AbortController();
  const withdraw = onStop(() => stop.abort());
  try {
    await work({
      signal: stop.signal,
      progress: ({ files, bytes }) => progress.show(null, `${files} files, ${(bytes / 1e6).toFixed(0)} MB`),
      waiting: () => context.say('What serves is reading files now; this begins when it pauses.'),
    });
  } finally {
    withdraw();
    progress.done();
  }
}

function textOf({ everyDays, rate, running, last, problems }: FixityReport): string {
  return [
    last === null
      ? 'Not every file was read again yet.'
      : `Every file was read by ${last.at.slice(0, 16).replace('T', ' ')} UTC: ${last.files} files, ${(last.bytes / 1e6).toFixed(1)} MB.`,
    `Each is read every ${everyDays} days, at ${rate} MB/s at most${running ? '; a round is under way' : ''}.`,
    ...problems.map(
      ({ item, reference, kind, at }) =>
        `${kind === 'altered' ? 'ALTERED' : 'MISSING'}: the file of ${reference} (${item}), seen ${at.slice(0, 16).replace('T', ' ')} UTC`,
    ),
    problems.length === 0
      ? 'None that was read is altered or missing.'
      : 'Look at the disk, and put these files back from a backup ("cairn restore" into another folder).',
  ].join('\n');
}
