import { openInstance } from '../database/index.ts';
import { type BackupReport, backup } from '../exchange/backup.ts';
import { type Command, every, UsageError, word } from './command.ts';
import { Progress } from './progress.ts';

export const backupCommand: Command = {
  usage: 'backup FILE [--to AGE-RECIPIENT… | --plain]',
  summary: 'Writes everything of one moment to one file, while others go on working.',
  details:
    '--to AGE-RECIPIENT   encrypts to the owner of this public key (age1…); several may follow. Such a backup holds the\n' +
    '                     signing key: whoever opens it can sign as this log.\n' +
    '--plain              does not encrypt. Such a backup holds no key, and a restore from it begins a new log.\n' +
    'FILE must not exist yet. Keep "cairn checkpoint export" beside each backup, somewhere else: only with a checkpoint\n' +
    'that was kept outside does a restore go on with the same log.',
  options: { to: { type: 'string', multiple: true }, plain: { type: 'boolean' } },
  words: [1, Number.MAX_SAFE_INTEGER],
  async run(context, words, values) {
    const file = word(words, 0);
    const plain = values.plain === true;
    const recipients = [...every(values, 'to'), ...words.slice(1)];
    if (words.length > 1 && every(values, 'to').length === 0) {
      throw new UsageError(`What is ${JSON.stringify(words[1])} for? Usage: cairn ${backupCommand.usage}`);
    }
    if (plain === recipients.length > 0) {
      throw new UsageError(
        plain
          ? 'Choose one of --to and --plain.'
          : 'Say who may open the backup with --to age1…, or --plain for a backup that anybody can read.',
      );
    }
    const instance = await openInstance({ data: context.data });
    const progress = new Progress(context, 'Backup');
    try {
      const show = (bytes: number): void => progress.show(null, size(bytes));
      const report = await backup(instance, file, { recipients, progress: show });
      progress.done();
      context.out(context.json ? JSON.stringify(report) : textOf(report));
      return report.damage === null && report.missing.length === 0 ? 0 : 1;
    } finally {
      progress.done();
      await instance.close();
    }
  },
};

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
}: BackupReport): string {
  const people = recipients === 1 ? 'one recipient' : `${recipients} recipients`;
  return [
    `Wrote ${file}: ${size(bytes)}, ${rows['cairn.revision'] ?? 0} revisions and ${files} evidence files.`,
    encrypted
      ? `It is encrypted to ${people} and holds the signing key: whoever opens it can sign as this log.`
      : 'It is PLAIN: whoever gets it reads everything that is not sealed. It holds no key; a restore from it begins a new log.',
    checkpoint === null
      ? 'The log has no checkpoint yet.'
      : `Its newest checkpoint covers ${checkpoint.size} entries. Keep a checkpoint elsewhere: cairn checkpoint export > FILE`,
    ...missing.map((what) => `MISSING from the store, and so from the backup: ${what}`),
    ...(damage === null ? [] : [`The log of this instance is damaged and was backed up as it is. ${damage}`]),
  ].join('\n');
}

function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
