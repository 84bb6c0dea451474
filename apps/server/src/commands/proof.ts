import { readDisclosure } from '@cairn/revision';
import { type ProofFile, proofOf, resolveRecord, sequence } from '../record/index.ts';
import { type Command, optional, required, wholeNumber, word } from './command.ts';
import { requireFree, writeNew } from './new-file.ts';
import { withSession } from './with-instance.ts';

export const proofCommand: Command = {
  usage: 'proof RECORD [--revision N] [--disclose FIELD,…] [--as E] --out FILE',
  summary: 'Writes a proof of one revision that others check offline with "cairn verify".',
  details:
    'RECORD is an id or a reference (KHA-000217). Only the named fields are disclosed; without --disclose, everything that\n' +
    'you may read, identity fields included. --as E takes the rights of that account. FILE must not exist yet.',
  options: {
    revision: { type: 'string' },
    disclose: { type: 'string' },
    out: { type: 'string' },
    as: { type: 'string' },
  },
  words: [1, 1],
  async run(context, words, values) {
    const out = required(values, 'out');
    await requireFree(out);
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
    await writeNew(out, `${JSON.stringify(file, null, 2)}\n`);
    const disclosed = disclosedIn(file);
    const text = `Wrote ${out}. It discloses ${disclosed.join(', ')}.`;
    context.out(context.json ? JSON.stringify({ file: out, key: file.key, disclosed }) : text);
    return 0;
  },
};

/** The names of claims and fields that a proof shows, fields without their prefix. */
function disclosedIn({ token }: ProofFile): string[] {
  const [, ...parts] = token.split('~');
  return parts.filter((part) => part !== '').map((part) => readDisclosure(part).name.replace(/^body\./, ''));
}
