import { readFile } from 'node:fs/promises';
import { audit } from '../audit/index.ts';
import { type Command, every } from './command.ts';
import { withInstance } from './with-instance.ts';

export const auditCommand: Command = {
  usage: 'audit [--against CHECKPOINT…]',
  summary: 'Derives everything anew and names what does not match, and how far an outside anchor covers it.',
  details:
    'CHECKPOINT is a file of "cairn checkpoint export", perhaps with cosignatures, that was kept elsewhere.\n' +
    'What no outside anchor covers, whoever owns this machine could have rewritten: the report says how much that is.',
  options: { against: { type: 'string', multiple: true } },
  words: [0, Number.MAX_SAFE_INTEGER],
  async run(context, words, values) {
    // "--against a b c" leaves b and c as words.
    const files = [...every(values, 'against'), ...words];
    const against = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const report = await withInstance(context, (instance) => audit(instance, { against }));
    context.out(context.json ? JSON.stringify(report) : textOf(report));
    return report.ok ? 0 : 1;
  },
};

type Report = Awaited<ReturnType<typeof audit>>;

function textOf({ ok, anchored, unanchored, checked, findings }: Report): string {
  const counts = Object.entries(checked).map(([what, n]) => `${n} ${what}`);
  const anchor =
    anchored.size === 0
      ? 'No outside anchor is known: whoever owns this machine could have rewritten all of it.'
      : `Anchored up to entry ${anchored.size} by ${anchored.by.join(', ')}${anchored.time === null ? '' : ` at ${anchored.time}`}.`;
  return [
    `Checked: ${counts.join(', ')}.`,
    anchor,
    `Not anchored: ${unanchored}.`,
    ...findings.map(({ what, id, message }) => `FINDING ${what} ${id}: ${message}`),
    ok ? 'Everything matches.' : `${findings.length} findings.`,
  ].join('\n');
}
