import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readDisclosure } from '@cairn/revision';
import { type ProofFile, proofOf, resolveRecord, sequence } from '../record/index.ts';
import { type Command, optional, required, UsageError, wholeNumber, word } from './command.ts';
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

/** Looked at beforehand, so that nobody waits for a proof that cannot be written. */
async function requireFree(file: string): Promise<void> {
  const folder = await stat(path.dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true)
    throw new UsageError(`--out: the folder ${path.dirname(file)} does not exist. Nothing was written.`);
  if (existsSync(file)) throw existsAlready(file);
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? existsAlready(file) : error;
  }
}

function existsAlready(file: string): UsageError {
  return new UsageError(`--out: ${file} exists already and was kept. Name another file, or remove that one first.`);
}

/** The names of claims and fields that a proof shows, fields without their prefix. */
function disclosedIn({ token }: ProofFile): string[] {
  const [, ...parts] = token.split('~');
  return parts.filter((part) => part !== '').map((part) => readDisclosure(part).name.replace(/^body\./, ''));
}
