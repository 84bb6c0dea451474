import { type BackupReport, backup } from '../exchange/backup.ts';
import { type Command, every, UsageError, word } from './command.ts';
import { Progress } from './progress.ts';
import { withInstance } from './with-instance.ts';

export const backupCommand: Command = {
  usage: 'backup FILE [--to AGE-RECIPIENT… | --plain]',
  summary: 'Writes everything into one file, encrypted to age recipients.',
  details:
    'AGE-RECIPIENT is a public key of age (age1…). An encrypted backup holds the signing keys and can continue the log\n' +
    '("cairn restore"). --plain encrypts nothing: whoever finds the file reads it all; it holds no key.',
  options: { to: { type: 'string', multiple: true }, plain: { type: 'boolean' } },
  words: [1, 100],
  async run(context, words, values) {
    // "--to a b c" leaves b and c as words.
    const [named, others] = [words.filter(isRecipient), words.filter((each) => !isRecipient(each))];
    const recipients = [...every(values, 'to'), ...named];
    if (others.length !== 1) throw new UsageError(`Name one file. Usage: cairn ${backupCommand.usage}`);
    if (recipients.length > 0 === (values.plain === true)) {
      throw new UsageError('Name recipients with --to, or say --plain to leave the backup unencrypted.');
    }
    const progress = new Progress(context, 'backup');
    const show = (bytes: number) => progress.show(null, `${(bytes / 1_000_000).toFixed(1)} MB`);
    const report = await withInstance(context, (instance) =>
      backup(instance, word(others, 0), { recipients, progress: show }),
    );
    progress.done();
    context.out(context.json ? JSON.stringify(report) : textOf(report));
    return report.missing.length === 0 && report.damage === null ? 0 : 1;
  },
};

function isRecipient(text: string): boolean {
  return /^age1[0-9a-z]{20,}$/.test(text);
}

function textOf({ file, bytes, encrypted, recipients, files, checkpoint, missing, damage }: BackupReport): string {
  const lines = [
    `Wrote ${file}: ${bytes} bytes, ${encrypted ? `encrypted to ${recipients} recipients` : 'NOT encrypted'}, ${files} files.`,
    `It holds the log up to entry ${checkpoint?.size ?? 0}.`,
  ];
  if (missing.length > 0) lines.push(`MISSING from the store, and so from the backup: ${missing.join(', ')}`);
  if (damage !== null) lines.push(`The log does not verify and was backed up as it is: ${damage}`);
  return lines.join('\n');
}
