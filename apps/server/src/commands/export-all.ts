import { type ExportAllReport, exportAll } from '../exchange/roundtrip/index.ts';
import { type Command, every, optional, UsageError, word } from './command.ts';
import { Progress } from './progress.ts';
import { withInstance } from './with-instance.ts';

export const exportAllCommand: Command = {
  usage: 'export all FILE [--to AGE-RECIPIENT… | --plain] [--compartment NAME…] [--recipient TEXT]',
  summary: 'Writes all records with their history, files and proofs to one file that another instance can take in.',
  details:
    '--to           encrypts to the owner of this public key of age (age1…); several may follow\n' +
    '--plain        does not encrypt: WHOEVER FINDS THE FILE READS ALL OF IT, identities of people included\n' +
    '--compartment  this compartment alone, or several; all without it\n' +
    '--recipient    who gets it; it stands in the register of what left, which every lead concerned reads\n' +
    'It holds revisions with their tokens, files, and the log that proves them; authors by name. No password, factor or\n' +
    'private key of anybody is in it. Over there: cairn import cairn FILE --data NEW-DIR',
  options: {
    to: { type: 'string', multiple: true },
    plain: { type: 'boolean' },
    compartment: { type: 'string', multiple: true },
    recipient: { type: 'string' },
  },
  words: [1, Number.MAX_SAFE_INTEGER],
  async run(context, words, values) {
    // "--to a b c" leaves b and c as words.
    const named = words.filter(isRecipient);
    const others = words.filter((each) => !isRecipient(each));
    const recipients = [...every(values, 'to'), ...named];
    if (others.length !== 1) throw new UsageError(`Name one file. Usage: cairn ${exportAllCommand.usage}`);
    if (recipients.length > 0 === (values.plain === true))
      throw new UsageError('Say who may open the file with --to age1…, or --plain for one that anybody can read.');
    const progress = new Progress(context, 'Export');
    try {
      const report = await withInstance(context, (instance) =>
        exportAll(instance, word(others, 0), {
          recipients,
          compartments: every(values, 'compartment'),
          recipient: optional(values, 'recipient') ?? 'Not named',
          progress: (bytes) => progress.show(null, `${Math.ceil(bytes / 1e6)} MB`),
        }),
      );
      progress.done();
      context.out(context.json ? JSON.stringify(report) : textOf(report));
      return report.missing.length === 0 ? 0 : 1;
    } finally {
      progress.done();
    }
  },
};

function isRecipient(text: string): boolean {
  return /^age1[0-9a-z]{20,}$/.test(text);
}

function textOf(report: ExportAllReport): string {
  const { file, bytes, encrypted, origin, checkpoint, compartments, revisions, files, missing, departure } = report;
  return [
    `Wrote ${file}: ${Math.ceil(bytes / 1e6)} MB, ${revisions} revisions and ${files} files of ${compartments.join(', ')}.`,
    encrypted
      ? 'It is encrypted.'
      : 'It is NOT encrypted: whoever finds it reads all of it, identities of people included. Encrypt or delete it.',
    `The log ${origin} goes along with ${checkpoint} entries; it goes on here.`,
    `In the register of what left: ${departure}`,
    ...missing.map((what) => `MISSING from the store, and so from the export: ${what}`),
  ].join('\n');
}
