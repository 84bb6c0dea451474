import { openInstance } from '../database/index.ts';
import { type BackupReport, backup } from '../exchange/backup.ts';
import { type Command, every, optional, UsageError, wholeNumber, word } from './command.ts';
import { Progress } from './progress.ts';

export const backupCommand: Command = {
  usage: 'backup FILE [--to AGE-RECIPIENT… | --plain] [--keep DAYS]',
  summary: 'Writes everything of one moment to one new file, while others go on working.',
  details:
    '--to      encrypts to the owner of this public key of age (age1…); several may follow. Such a backup holds the\n' +
    '          signing key: whoever opens it can sign as this log.\n' +
    '--plain   does not encrypt: whoever finds the file reads it all. It holds no key; a restore begins a new log.\n' +
    '--keep    how many days you will keep the file (90 unless told): until then erasures name it as holding what went.\n' +
    'Keep "cairn checkpoint export" of the same day somewhere else: only with a checkpoint that was kept outside does a\n' +
    'restore go on with the same log.',
  options: { to: { type: 'string', multiple: true }, plain: { type: 'boolean' }, keep: { type: 'string' } },
  words: [1, Number.MAX_SAFE_INTEGER],
  async run(context, words, values) {
    // "--to a b c" leaves b and c as words.
    const [named, others] = [words.filter(isRecipient), words.filter((each) => !isRecipient(each))];
    const recipients = [...every(values, 'to'), ...named];
    if (others.length !== 1) throw new UsageError(`Name one file. Usage: cairn ${backupCommand.usage}`);
    if (recipients.length > 0 === (values.plain === true)) {
      throw new UsageError('Say who may open the backup with --to age1…, or --plain for one that anybody can read.');
    }
    const keep = wholeNumber(optional(values, 'keep') ?? '90', 'keep', 1, 36_500);
    // Not by withInstance: a log that is damaged ends no backup, and is told with the result.
    const instance = await openInstance({ data: context.data });
    const progress = new Progress(context, 'Backup');
    try {
      const show = (bytes: number): void => progress.show(null, size(bytes));
      const report = await backup(instance, word(others, 0), { recipients, keep, progress: show });
      progress.done();
      context.out(context.json ? JSON.stringify(report) : textOf(report));
      return report.damage === null && report.missing.length === 0 ? 0 : 1;
    } finally {
      progress.done();
      await instance.close();
    }
  },
};

function isRecipient(text: string): boolean {
  return /^age1[0-9a-z]{20,}$/.test(text);
}

function textOf({
  file,
  bytes,
  encrypted,
  recipients,
  rows,
  files,
  checkpoint,
  missing,
  damage,
  expires,
}: BackupReport): string {
  const people = recipients === 1 ? 'one recipient' : `${recipients} recipients`;
  return [
    `Wrote ${file}: ${size(bytes)}, ${rows['cairn.revision'] ?? 0} revisions and ${files} evidence files.`,
    encrypted
      ? `It is encrypted to ${people} and holds the signing key: whoever opens it can sign as this log.`
      : 'It is NOT encrypted: whoever finds it reads all of it. It holds no key; a restore from it begins a new log.',
    checkpoint === null
      ? 'The log has no checkpoint yet.'
      : `Its newest checkpoint covers ${checkpoint.size} entries. Keep one elsewhere: cairn checkpoint export > FILE`,
    `It is entered as kept until ${expires.slice(0, 10)}: delete it then, and make a new one after an erasure.`,
    ...missing.map((what) => `MISSING from the store, and so from the backup: ${what}`),
    ...(damage === null ? [] : [`The log of this instance is damaged and was backed up as it is. ${damage}`]),
  ].join('\n');
}

function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
