import { openRotation } from '@cairn/ledger';
import { replacedIn } from '../anchors/rotations.ts';
import type { RotatedKey } from '../database/index.ts';
import { operatorName, ROTATED_KEYS, rotateKeys } from '../record/index.ts';
import { type Command, every, optional, UsageError } from './command.ts';
import { requireFree, writeNew } from './new-file.ts';
import { withInstance } from './with-instance.ts';

export const logRotate: Command = {
  usage: 'log rotate [--since TIME] [--only log|revision|witness…] [--out FILE | > FILE]',
  summary: 'Replaces keys that may be in other hands, for instance with a seized laptop. The same log goes on.',
  details:
    'An entry of the log, signed by old and new keys, fixes where the new ones take over; audit and verify flag what the\n' +
    'old ones sign after that. Stop the server and every other command first.\n' +
    '--since   when the keys may have been taken (2031-03-07T10:00:00Z); left out, now\n' +
    '--only    log (checkpoints), revision (records, deeds) or witness (cosignatures for partners); left out, all three\n' +
    '--out     a new file for the rotation, signed by old and new keys: partners take it in with "cairn witness partner rotate",\n' +
    '          others give it to "cairn verify" with --rotation\n' +
    'Then tell everybody the new keys by telephone: whoever has the old keys could make such a file as well. Backups made\n' +
    'before hold the old keys, and restored they begin a new log. Make a backup now.',
  options: {
    since: { type: 'string' },
    only: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
  words: [0, 0],
  async run(context, _words, values) {
    const since = timeOf(optional(values, 'since'));
    const which = keysNamed(every(values, 'only'));
    const out = optional(values, 'out');
    if (out !== undefined) await requireFree(out);
    const { note, keys } = await withInstance(context, async (instance) => ({
      note: await rotateKeys(instance, { which, by: operatorName(), ...(since === undefined ? {} : { since }) }),
      keys: { log: instance.keys.logKey, revision: instance.keys.kid, witness: instance.keys.witnessKey },
    }));
    if (out !== undefined) await writeNew(out, note);
    const replaced = replacedIn(openRotation(note));
    if (context.json) context.out(JSON.stringify({ rotation: note, file: out ?? null, replaced, keys }));
    else {
      for (const { what, oldKey, newKey } of replaced) context.say(`${NAMES[what]}: ${oldKey}\n  is now ${newKey}`);
      context.say('Tell everybody the new keys in person or by telephone. Backups made before hold the old ones.');
      context.say('A partner who witnesses this log takes the note in: cairn witness partner rotate FILE');
      context.out(out === undefined ? note : `Wrote ${out}.`);
    }
    return 0;
  },
};

const NAMES: Readonly<Record<RotatedKey, string>> = {
  log: 'Key of the log',
  revision: 'Key of revisions',
  witness: 'Key of the witness',
};

function keysNamed(names: readonly string[]): RotatedKey[] {
  const wrong = names.find((name) => !ROTATED_KEYS.includes(name as RotatedKey));
  if (wrong !== undefined)
    throw new UsageError(`--only takes ${ROTATED_KEYS.join(', ')}, not ${JSON.stringify(wrong)}.`);
  return names.length === 0 ? [...ROTATED_KEYS] : (names as RotatedKey[]);
}

function timeOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const whole = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const time = new Date(whole ? text : Number.NaN);
  if (Number.isNaN(time.getTime()))
    throw new UsageError(`--since takes a time such as 2031-03-07T10:00:00Z or a day, not ${JSON.stringify(text)}.`);
  return time;
}
