import { type Erasure, exportErasures, listErasures } from '../erasure/index.ts';
import { type Command, optional } from './command.ts';
import { count } from './erase-person.ts';
import { requireFree, writeNew } from './new-file.ts';
import { withSession } from './with-instance.ts';

export const eraseList: Command = {
  usage: 'erase list [--out FILE]',
  summary: 'Lists erasures: asked for, refused, done. No erased value stands in it.',
  details:
    '--out   writes the done ones to a new file. Keep it apart from the backups: given to "cairn restore --erasures", it\n' +
    '        leaves out what an older backup still holds. The data folder keeps the same as erasures.jsonl.',
  options: { out: { type: 'string' } },
  words: [0, 0],
  async run(context, _words, values) {
    const file = optional(values, 'out');
    if (file !== undefined) await requireFree(file);
    return withSession(context, undefined, async (instance, session) => {
      const erasures = await listErasures(instance, session);
      if (file !== undefined) await writeNew(file, await exportErasures(instance));
      if (context.json) context.out(JSON.stringify(erasures));
      else context.out(erasures.length === 0 ? 'There is no erasure.' : erasures.map(lineOf).join('\n'));
      return 0;
    });
  },
};

function lineOf({ id, state, requested_at, decided_at, targets, reason, complete }: Erasure): string {
  const when = decided_at === null ? requested_at : decided_at;
  return `${id}  ${state.padEnd(9)}  ${when.slice(0, 10)}  ${count(targets.length, 'disclosure')}${complete ? '' : ' (who asked could not see everything)'}: ${reason}`;
}
