import { compartmentFor } from '../access/index.ts';
import { type ErasureQuery, previewErasure, requestErasure } from '../erasure/index.ts';
import { resolveRecord } from '../record/index.ts';
import { type Command, every, optional, required, UsageError } from './command.ts';
import { asPerson, confirmed, previewText, secretsOf, TOKEN_HELP } from './erase-person.ts';

export const eraseRequest: Command = {
  usage:
    'erase request [--record REF]… [--field F]… [--value-stdin [--compartment C]] --reason TEXT [--token-stdin] [--preview | --yes]',
  summary: 'Asks for the erasure of fields, records or a value; another person approves it.',
  details:
    '--record        a record by its reference or id; several may follow. Every revision of it is meant\n' +
    '--field         only these fields of the records (title, reason, …); all that can be erased unless told\n' +
    '--value-stdin   looks for a text wherever you may read, in fields and files. It comes by standard input (after the\n' +
    '                token, on a line of its own, where that comes there too) and is stored nowhere\n' +
    '--compartment   where to look for the value, if you are in several\n' +
    '--reason        why. It stays, so it must not hold the value\n' +
    `${TOKEN_HELP}\n` +
    '--preview       shows what would go, and asks for nothing\n' +
    '--yes           asks without a question, for scripts',
  options: {
    record: { type: 'string', multiple: true },
    field: { type: 'string', multiple: true },
    'value-stdin': { type: 'boolean' },
    compartment: { type: 'string' },
    reason: { type: 'string' },
    'token-stdin': { type: 'boolean' },
    preview: { type: 'boolean' },
    yes: { type: 'boolean' },
  },
  words: [0, 0],
  async run(context, _words, values) {
    const records = every(values, 'record');
    const fields = every(values, 'field');
    const wantsValue = values['value-stdin'] === true;
    if (records.length === 0 && !wantsValue) throw new UsageError('Name a --record, or give a --value-stdin.');
    if (fields.length > 0 && records.length === 0) throw new UsageError('--field needs a --record.');
    const reason = values.preview === true ? '' : required(values, 'reason');
    const { token, value } = await secretsOf(context, values, wantsValue);
    return asPerson(context, { token, needed: 'write' }, async (instance, session) => {
      const named = optional(values, 'compartment');
      const ids: string[] = [];
      for (const record of records) ids.push(await resolveRecord(instance, session, record));
      const query: ErasureQuery = {
        targets: ids.map((record) => ({ record, ...(fields.length === 0 ? {} : { fields }) })),
        ...(value === null ? {} : { value }),
        ...(named === undefined ? {} : { compartment: await compartmentFor(instance, session, named) }),
      };
      const preview = await previewErasure(instance, session, query);
      if (values.preview === true) {
        context.out(context.json ? JSON.stringify(preview) : previewText(preview));
        return 0;
      }
      if (!context.json) context.say(previewText(preview));
      if (!(await confirmed(context, values, 'Ask for this erasure?'))) {
        context.say('Nothing was asked for.');
        return 1;
      }
      const erasure = await requestErasure(instance, session, { ...query, reason });
      const next = `Another person approves it: cairn erase approve ${erasure.id}`;
      context.out(context.json ? JSON.stringify({ erasure, preview }) : next);
      return 0;
    });
  },
};
