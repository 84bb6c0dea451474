import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { EXPORT_PURPOSES, TICKED } from '@cairn/model';
import { EXPORT_FORMATS, exportQuery, type Wish } from '../exchange/leaving/index.ts';
import { type Command, every, optional, required, UsageError, word } from './command.ts';
import { withSession } from './with-instance.ts';

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;

export const exportCommand: Command = {
  usage: 'export FORMAT FILE --purpose CODE --recipient TEXT [--query QUERY] [--accept CODE…] [--field NAME…] [--as E]',
  summary: 'Takes out what a query finds, as far as it may leave, and enters it in the register of what left.',
  details: [
    'csv       tables in a ZIP archive, each documented within; xlsx, one workbook; geojson (RFC 7946)',
    'workbook  a ZIP archive with a workbook that can be edited and imported again, for own-work',
    `--purpose    ${EXPORT_PURPOSES.join(', ')}`,
    '--recipient  who gets it; it stands in the register',
    '--query      as the address of the library has it, for instance "from=2031-03-01&code=method:drone"; all incidents without it',
    `--accept     a warning that is accepted: ${TICKED.join(', ')}`,
    '--field      a field that would stay, by name, for instance incident.context; only whoever leads may choose one',
    '--include    set-aside or duplicate; --terms TEXT goes with the file; --language en or uk',
    'Identity fields, nearby military objects and what is above the level of the purpose stay unless chosen.',
    '--as E takes the rights and the name of that account. For everything with its history: cairn export all',
  ].join('\n'),
  options: {
    purpose: text,
    recipient: text,
    query: text,
    terms: text,
    language: text,
    as: text,
    accept: several,
    field: several,
    include: several,
  },
  words: [2, 2],
  async run(context, words, values) {
    const file = word(words, 1);
    if (existsSync(file)) throw new UsageError(`There is a file ${file} already, and it stays as it is.`);
    const wish: Wish = {
      format: oneOf(word(words, 0), EXPORT_FORMATS, 'FORMAT'),
      purpose: oneOf(required(values, 'purpose'), EXPORT_PURPOSES, '--purpose'),
      recipient: required(values, 'recipient'),
      query: optional(values, 'query') ?? '',
      terms: optional(values, 'terms') ?? '',
      language: oneOf(optional(values, 'language') ?? 'en', ['en', 'uk'], '--language'),
      accept: every(values, 'accept'),
      fields: every(values, 'field'),
      include: every(values, 'include').map((each) => oneOf(each, ['set-aside', 'duplicate'], '--include')),
    };
    const departure = await withSession(context, optional(values, 'as'), async (instance, session) => {
      const outgoing = await exportQuery(instance, session, wish);
      try {
        await pipeline(outgoing.chunks, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
      } catch (error) {
        rmSync(file, { force: true });
        throw error;
      }
      return outgoing.departure;
    });
    context.out(
      context.json ? JSON.stringify({ file, departure }) : `Wrote ${file}. In the register of what left: ${departure}`,
    );
    return 0;
  },
};

function oneOf<T extends string>(given: string, known: readonly T[], name: string): T {
  const found = known.find((each) => each === given);
  if (found === undefined) throw new UsageError(`${name} is one of ${known.join(', ')}.`);
  return found;
}
