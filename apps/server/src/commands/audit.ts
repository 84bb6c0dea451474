import { parseCheckpoint } from '@cairn/ledger';
import { type AuditReport, audit } from '../audit/index.ts';
import type { Instance } from '../database/index.ts';
import { keepAudit } from '../record/index.ts';
import { type Command, every, UsageError } from './command.ts';
import { textOfGiven } from './given-file.ts';
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
    const given = await Promise.all(files.map(checkpointIn));
    const against = given.map(({ note }) => note);
    const work = async (instance: Instance): Promise<Report> => {
      const report = await audit(instance, { against });
      keep(instance, report);
      return reportOf(report, given, instance.keys.origin);
    };
    const report = await withInstance(context, work, { reports: true });
    context.out(context.json ? JSON.stringify(report) : textOf(report));
    return report.ok ? 0 : 1;
  },
};

/** For the integrity page. An audit of what is not whole says so even where this cannot be kept. */
function keep(instance: Instance, { anchored, unanchored, findings }: AuditReport): void {
  const size = anchored.size + unanchored;
  try {
    keepAudit(instance, { at: new Date().toISOString(), size, findings: findings.length });
  } catch {
    // The report itself is what counts.
  }
}

/** A checkpoint that was kept outside, and what it says; whether it is signed is the audit's to see. */
interface Given {
  readonly file: string;
  readonly note: string;
  readonly origin: string;
  readonly size: number;
}

interface Report extends AuditReport {
  /** Checkpoints of logs before this one (before a restore) that its entries bear out. */
  readonly earlier: Pick<Given, 'file' | 'origin' | 'size'>[];
}

async function checkpointIn(file: string): Promise<Given> {
  const note = await textOfGiven(file);
  try {
    const { origin, size } = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
    return { file, note, origin, size: Number(size) };
  } catch {
    const printed = '"cairn checkpoint export" or "cairn witness sign"';
    throw new UsageError(`--against: ${file} is no checkpoint. Give a file that ${printed} printed.`);
  }
}

/** The audit knows the given checkpoints by their places; whoever gave them knows their files. */
function reportOf(report: AuditReport, given: readonly Given[], origin: string): Report {
  const placeOf = (i: number): string => `outside checkpoint ${i + 1}`;
  const contradicted = new Set(report.findings.map(({ id }) => id));
  const files = new Map(given.map(({ file }, i) => [placeOf(i), file]));
  return {
    ...report,
    // One of another log that the audit took without a word is of an earlier one, and holds.
    earlier: given
      .filter((each, i) => each.origin !== origin && !contradicted.has(placeOf(i)))
      .map(({ file, origin, size }) => ({ file, origin, size })),
    findings: report.findings.map((finding) => ({ ...finding, id: files.get(finding.id) ?? finding.id })),
  };
}

function textOf({ ok, anchored, unanchored, checked, findings, earlier }: Report): string {
  const counts = Object.entries(checked).map(([what, n]) => `${n} ${what}`);
  const rest = earlier.length === 0 ? 'all of it' : 'whatever the earlier checkpoint does not cover';
  const anchor =
    anchored.size === 0
      ? `No outside anchor of this log is known: whoever owns this machine could have rewritten ${rest}.`
      : `Anchored up to entry ${anchored.size} by ${anchored.by.join(', ')}${anchored.time === null ? '' : ` at ${anchored.time}`}.`;
  return [
    `Checked: ${counts.join(', ')}.`,
    anchor,
    ...earlier.map(
      ({ file, origin, size }) =>
        `The first ${size} entries of the earlier log ${origin} are as the checkpoint kept outside says (${file}).`,
    ),
    `Not anchored: ${unanchored}.`,
    ...findings.map(({ what, id, message }) => `FINDING ${what} ${id}: ${message}`),
    ok ? 'Everything matches.' : `${findings.length} findings.`,
  ].join('\n');
}
