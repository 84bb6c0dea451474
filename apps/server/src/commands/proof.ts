import { writeFile } from 'node:fs/promises';
import { proofOf, resolveRecord, sequence } from '../record/index.ts';
import { type Command, optional, required, wholeNumber, word } from './command.ts';
import { withSession } from './with-instance.ts';

export const proofCommand: Command = {
  usage: 'proof RECORD [--revision N] [--disclose FIELD,…] --out FILE',
  summary: 'Writes a proof of one revision that others check offline with "cairn verify".',
  details:
    'RECORD is an id or a reference (KHA-000217). Only the named fields are disclosed; without --disclose, those that\n' +
    'are not sensitive. --as E takes the rights of that account.',
  options: {
    revision: { type: 'string' },
    disclose: { type: 'string' },
    out: { type: 'string' },
    as: { type: 'string' },
  },
  words: [1, 1],
  async run(context, words, values) {
    const out = required(values, 'out');
    const wanted = optional(values, 'revision');
    const revision = wanted === undefined ? undefined : wholeNumber(wanted, 'revision', 1, 999_999_999);
    const fields = optional(values, 'disclose')
      ?.split(',')
      .filter((field) => field !== '');
    const file = await withSession(context, optional(values, 'as'), async (instance, session) => {
      await sequence(instance);
      const id = await resolveRecord(instance, session, word(words, 0));
      return proofOf(instance, session, id, revision, fields);
    });
    await writeFile(out, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
    context.out(context.json ? JSON.stringify({ file: out, key: file.key }) : `Wrote ${out}.`);
    return 0;
  },
};
