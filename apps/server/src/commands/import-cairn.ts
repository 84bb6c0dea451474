import { type ImportAllReport, importAll } from '../exchange/roundtrip/index.ts';
import { type Command, every, word } from './command.ts';
import { sizeOfGiven, textOfGiven } from './given-file.ts';

export const importCairn: Command = {
  usage: 'import cairn FILE --data NEW-DIR [--identity AGE-KEY-FILE…]',
  summary: 'Takes what "cairn export all" wrote into a new folder, with its history and proofs, and audits it.',
  details:
    '--identity, -i   a file with the age secret key of a recipient; "-" reads it from standard input. Without it, the file\n' +
    '                 that CAIRN_AGE_IDENTITY names, if that is set.\n' +
    'A new log with new keys begins; its first entry names the old log and its checkpoint, whose entries follow, so that old\n' +
    'proofs hold. Accounts do not come along: add people with "cairn user add" and "cairn member set". An archive that was\n' +
    'altered is refused, and nothing of it stays.',
  options: { identity: { type: 'string', multiple: true, short: 'i' } },
  words: [1, 1],
  async run(context, words, values) {
    const file = word(words, 0);
    await sizeOfGiven(file);
    const given = every(values, 'identity');
    const named = process.env.CAIRN_AGE_IDENTITY;
    const files = given.length > 0 || named === undefined || named === '' ? given : [named];
    const report = await importAll({
      file,
      data: context.data,
      identities: await Promise.all(files.map((each) => (each === '-' ? context.readStdin() : textOfGiven(each)))),
      progress: (step) => context.watched && context.say(`Import: ${step} …`),
    });
    context.out(context.json ? JSON.stringify(report) : textOf(report, context.data));
    return report.missing.length === 0 ? 0 : 1;
  },
};

function textOf(report: ImportAllReport, data: string): string {
  const { records, revisions, files, compartments, from, origin, logKey, absent, missing } = report;
  return [
    `Imported into ${data}: ${records} records, ${revisions} revisions and ${files} files of ${compartments.join(', ')}.`,
    `They come from the log ${from.origin} as of ${from.made}, ${from.size} entries, key ${from.logKey}`,
    `New log ${origin}, new log key: ${logKey}`,
    `Of ${absent} entries (rights, settings, activity, other compartments) only the hash came along.`,
    'Nobody can sign in yet: add people with "cairn user add" and "cairn member set".',
    ...missing.map((what) => `MISSING already when it was exported: ${what}`),
    'The audit of all of it found nothing.',
  ].join('\n');
}
