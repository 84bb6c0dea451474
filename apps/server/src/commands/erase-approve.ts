import { approveErasure, type ErasureResult, readErasure } from '../erasure/index.ts';
import { readRecord } from '../record/index.ts';
import { type Command, word } from './command.ts';
import { asPerson, backupsText, confirmed, count, secretsOf, TOKEN_HELP } from './erase-person.ts';

export const eraseApprove: Command = {
  usage: 'erase approve ID [--token-stdin] [--yes]',
  summary: 'Erases what another person asked to erase. Nothing brings it back.',
  details: `${TOKEN_HELP}\nThe token has the scope "rights", or no limit of scopes.\n--yes           erases without a question, for scripts`,
  options: { 'token-stdin': { type: 'boolean' }, yes: { type: 'boolean' } },
  words: [1, 1],
  async run(context, words, values) {
    const { token } = await secretsOf(context, values, false);
    return asPerson(context, { token, needed: 'rights' }, async (instance, session) => {
      const erasure = await readErasure(instance, session, word(words, 0));
      if (erasure.state === 'requested') {
        context.say(`Asked for on ${erasure.requested_at.slice(0, 10)}: ${erasure.reason}`);
        const named = new Map<string, string>();
        for (const { record, number, claim } of erasure.targets) {
          const reference = named.get(record) ?? (await readRecord(instance, session, record)).reference;
          named.set(record, reference);
          context.say(`  ${reference} revision ${number}: ${claim.replace(/^body\./, '')}`);
        }
        if (erasure.files.length > 0) context.say(`  and ${count(erasure.files.length, 'file')}`);
        if (!erasure.complete) context.say(INCOMPLETE);
        if (!(await confirmed(context, values, 'Erase this for good?'))) {
          context.say('Nothing was erased.');
          return 1;
        }
      }
      const result = await approveErasure(instance, session, erasure.id);
      context.out(context.json ? JSON.stringify(result) : textOf(result));
      return result.scrubbed && result.keptFiles === 0 ? 0 : 1;
    });
  },
};

const INCOMPLETE =
  'Whoever asked looked for a value and could NOT see everything in this compartment: copies of it may remain.';

function textOf(result: ErasureResult): string {
  const { erasure, disclosures, records, files, keptFiles, scrubbed, notDone, backups } = result;
  return [
    `Erased: ${count(disclosures, 'disclosure')} of ${count(records, 'record')}, ${count(files, 'file')}.`,
    ...(keptFiles === 0
      ? []
      : [`${count(keptFiles, 'file')} STAYED, because records name them that were not part of this.`]),
    ...(erasure.complete ? [] : [INCOMPLETE]),
    scrubbed
      ? 'The files of the database and its log were written anew without what was erased.'
      : 'NOT FINISHED: database files may hold traces. Approve it again when this is mended:',
    ...notDone.map((what) => `  ${what}`),
    ...backupsText(backups),
    'A copy of erasures.jsonl, kept apart from the backups, lets a restore leave it out again: cairn erase list --out FILE',
  ].join('\n');
}
