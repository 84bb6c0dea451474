import { recordActivity } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import {
  enginePort,
  FORMATS,
  type ImportReport,
  importFile,
  importTable,
  mappingFromText,
  type Progress as Step,
} from '../exchange/index.ts';
import type { Session } from '../record/types.ts';
import { type Command, optional, required, UsageError, word } from './command.ts';
import { textOfGiven } from './given-file.ts';
import { Progress } from './progress.ts';
import { withSession } from './with-instance.ts';

export const importCommand: Command = {
  usage: 'import FORMAT FILE --compartment NAME [--mapping M] [--dry-run] [--as E]',
  summary: 'Imports a file: itself as an item, each row as an incident with what belongs to it.',
  details: [
    ...FORMATS.map(({ name, title }) => `${name.padEnd(16)}${title}`),
    `${'table'.padEnd(16)}Any CSV or XLSX, as the mapping file M (JSON, docs/mapping.md) says`,
    'The same file again changes nothing. --as E takes the rights and the name of that account.',
  ].join('\n'),
  options: {
    compartment: { type: 'string' },
    mapping: { type: 'string' },
    'dry-run': { type: 'boolean' },
    as: { type: 'string' },
  },
  words: [2, 2],
  async run(context, words, values) {
    const [format, path] = [word(words, 0), word(words, 1)];
    const name = required(values, 'compartment');
    if (format !== 'table' && values.mapping !== undefined)
      throw new UsageError('--mapping belongs to the format "table" alone.');
    const given = format === 'table' ? required(values, 'mapping') : null;
    const mapping = given === null ? null : mappingFromText(await textOfGiven(given), given);
    const progress = new Progress(context, format);
    const report = await withSession(context, optional(values, 'as'), async (instance, session) => {
      const port = await enginePort(instance, session, name);
      const dryRun = values['dry-run'] === true;
      const options = { path, dryRun, onProgress: (step: Step) => show(progress, step) };
      const done = await (mapping === null
        ? importFile(port, { format, ...options })
        : importTable(port, mapping, options));
      if (!dryRun) await enter(instance, session, port.compartment.id);
      return done;
    });
    progress.done();
    context.out(context.json ? JSON.stringify(report) : textOf(report, values['dry-run'] === true));
    return balances(report) && report.rejected === 0 ? 0 : 1;
  },
};

function enter(instance: Instance, session: Session, compartment: string): Promise<void> {
  const account = session.account === '' ? null : session.account;
  return recordActivity(instance, { account, what: 'import', compartment });
}

function show(progress: Progress, { phase, rows, total }: Step): void {
  if (phase === 'survey') progress.show(null, `reading: ${rows} rows`);
  else progress.show(total === null || total === 0 ? null : rows / total, `${rows} of ${total ?? '?'} rows`);
}

function balances({ read, created, updated, unchanged, rejected }: ImportReport): boolean {
  return read === created + updated + unchanged + rejected;
}

function textOf(report: ImportReport, dryRun: boolean): string {
  const { read, created, updated, unchanged, rejected, flagged, flags, records } = report;
  return [
    `${report.file}: ${read} rows read${dryRun ? '; nothing was written (--dry-run)' : ''}.`,
    `  created    ${created} (${records} records)`,
    `  updated    ${updated}`,
    `  unchanged  ${unchanged}`,
    `  rejected   ${rejected}`,
    `${flagged} rows are flagged, with ${flags.length} flags; nothing was repaired. --json lists them.`,
  ].join('\n');
}
