import { type RestoreReport, restore } from '../exchange/restore.ts';
import { type Command, type Context, every, type Values, word } from './command.ts';
import { sizeOfGiven, textOfGiven } from './given-file.ts';

export const restoreCommand: Command = {
  usage: 'restore FILE --data NEW-DIR [--identity AGE-KEY-FILE…] [--against CHECKPOINT…] [--erasures FILE…]',
  summary: 'Restores a backup into a new folder, and goes on with its log only where that is proven to be right.',
  details:
    '--identity, -i   a file with the age secret key of a recipient (AGE-SECRET-KEY-1…); "-" reads it from standard\n' +
    '                  input. Without it, the file that CAIRN_AGE_IDENTITY names, if that is set.\n' +
    '--against         the newest checkpoint of this log that anybody outside holds ("cairn checkpoint export", a witness)\n' +
    '--erasures        lists of what was erased ("cairn erase list --out", erasures.jsonl of the old folder): it does not\n' +
    '                  come in. An erasures.jsonl that lies in the new folder already counts as well.\n' +
    'The same log goes on only from an encrypted backup, and only when that checkpoint is no newer than the backup.\n' +
    'Otherwise a new log with a new key begins in the open: its first entry names the old one and what may be missing.',
  options: {
    identity: { type: 'string', multiple: true, short: 'i' },
    against: { type: 'string', multiple: true },
    erasures: { type: 'string', multiple: true },
  },
  words: [1, Number.MAX_SAFE_INTEGER],
  async run(context, words, values) {
    // "--against a b c" leaves b and c as words.
    const against = [...every(values, 'against'), ...words.slice(1)];
    const identities = identityFiles(values);
    await sizeOfGiven(word(words, 0));
    const report = await restore({
      file: word(words, 0),
      data: context.data,
      identities: await Promise.all(identities.map((file) => keyFile(context, file))),
      against: await Promise.all(against.map(textOfGiven)),
      erasures: await Promise.all(
        every(values, 'erasures').map(async (name) => ({ name, text: await textOfGiven(name) })),
      ),
      progress: (step) => context.watched && context.say(`Restore: ${step} …`),
    });
    context.out(context.json ? JSON.stringify(report) : textOf(report, context.data));
    return report.audit.ok && report.why !== 'contradiction' ? 0 : 1;
  },
};

/** The environment names a file and holds no secret, because other processes may read it. */
function identityFiles(values: Values): string[] {
  const given = every(values, 'identity');
  const named = process.env.CAIRN_AGE_IDENTITY;
  return given.length > 0 || named === undefined || named === '' ? given : [named];
}

function keyFile(context: Context, file: string): Promise<string> {
  return file === '-' ? context.readStdin() : textOfGiven(file);
}

const WHY: Readonly<Record<NonNullable<RestoreReport['why']>, string>> = {
  'plain-backup': 'a plain backup holds no signing key',
  'decrypted-backup': 'this backup had been decrypted before, so its signing key lay in clear',
  'no-outside-checkpoint': 'no checkpoint that was kept outside was given with --against',
  'newer-outside-checkpoint': 'the checkpoint kept outside is newer than the backup: entries are lost',
  'carried-over': 'records were carried over from another instance',
  'other-key':
    'the checkpoint kept outside bears a key of this log that the backup does not know: keys were replaced since',
  contradiction:
    'THE CHECKPOINT KEPT OUTSIDE CONTRADICTS THE BACKUP: one of the two shows a history that was rewritten',
};

function textOf(report: RestoreReport, data: string): string {
  const { records, revisions, files, backup, missing, audit } = report;
  return [
    `Restored into ${data} from the backup of ${backup.made}: ${records} records, ${revisions} revisions, ${files} evidence files.`,
    ...(report.decision === 'continues' ? continuesText(report) : forkedText(report)),
    'Rights are as they were then: roles and clearances lowered since are back. Set them again with "cairn member set".',
    erasedText(report),
    `This instance witnesses with a new key, because it may have forgotten what it cosigned: ${report.witnessKey}`,
    ...missing.map((what) => `MISSING already when it was backed up: ${what}`),
    ...audit.findings.map(({ what, id, message }) => `FINDING ${what} ${id}: ${message}`),
    audit.ok ? 'The audit of all of it found nothing.' : `The audit has ${audit.findings.length} findings.`,
  ].join('\n');
}

function erasedText({ erased, backup }: RestoreReport): string {
  if (erased === null)
    return `No list of erasures was given: whatever was erased since ${backup.made} is back. If there was any, restore again with --erasures.`;
  const { erasures, disclosures, files } = erased;
  return erasures === 0
    ? 'The list of erasures names nothing that this backup holds.'
    : `Left out, because it was erased since: ${disclosures} disclosures and ${files} files of ${erasures} erasures.`;
}

function continuesText({ origin, logKey, size }: RestoreReport): string[] {
  return [
    `The log ${origin} continues; it has ${size} entries now, and its key is the same: ${logKey}`,
    'That holds as long as nobody outside has a newer checkpoint than the one you gave. If somebody has, restore again with it.',
    'Never start the old instance again: two histories of one log would arise, and whoever saw both could prove it.',
  ];
}

function forkedText({ why, origin, logKey, backup, gap }: RestoreReport): string[] {
  const lost =
    gap === null || gap.to === null
      ? 'How much was written after the backup and is lost, nobody here can tell.'
      : gap.to === gap.from
        ? 'No entry after the backup is known to be lost.'
        : `Lost are the entries ${gap.from} to ${gap.to - 1} of the old log.`;
  return [
    `Forked: a new log begins, because ${why === null ? '' : WHY[why]}.`,
    `New log ${origin}, new log key: ${logKey}`,
    `Old log ${backup.origin}, old log key: ${backup.logKey}`,
    `Tell those who hold the old key or its checkpoints. The old log's ${backup.size} entries follow the first entry of the new one.`,
    lost,
  ];
}
