import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAudit } from './audit.ts';
import { benchCommits } from './commits.ts';
import type { Figure } from './figure.ts';
import { benchFixity } from './fixity.ts';
import { benchImport } from './import.ts';
import { benchIntake } from './intake.ts';
import { benchLibrary } from './library.ts';
import { benchRelations } from './relations.ts';
import { withKept, withScratch } from './scratch.ts';
import { benchSignIn } from './sign-in.ts';
import { benchStart } from './start.ts';
import { benchStatistics } from './statistics.ts';
import { lineOf, tableOf } from './table.ts';
import { benchTriage } from './triage.ts';

const PARTS = [
  'commits',
  'import',
  'audit',
  'intake',
  'fixity',
  'start',
  'sign-in',
  'library',
  'relations',
  'triage',
  'statistics',
] as const;
type Part = (typeof PARTS)[number];

// npm run bench -- [--only commits,import,audit,intake,fixity,start,sign-in,relations,library,triage,statistics] [--rows N] [--incidents N] [--videos N] [--kept DIR] [--json]
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rows: { type: 'string', default: '100000' },
    incidents: { type: 'string', default: '1000000' },
    videos: { type: 'string', default: '400' },
    // Where the library of `library` stays from run to run.
    kept: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',') ?? PARTS;
const unknown = only.filter((part) => !PARTS.includes(part as Part));
const rows = Number(values.rows);
const incidents = Number(values.incidents);
const videos = Number(values.videos);
if (unknown.length > 0 || ![rows, incidents, videos].every((n) => Number.isSafeInteger(n) && n >= 1)) {
  console.error(
    `Usage: npm run bench -- [--only ${PARTS.join(',')}] [--rows N] [--incidents N] [--videos N] [--kept DIR] [--json]`,
  );
  process.exit(2);
}

const figures: Figure[] = [];
const measure = async (part: Part, work: () => Promise<Figure[]>): Promise<void> => {
  if (!only.includes(part)) return;
  process.stderr.write(`measuring ${part} …\n`);
  try {
    figures.push(...(await work()));
  } catch (error) {
    // What was measured already is shown all the same.
    console.error(error);
    process.exitCode = 1;
  }
};
// First, while nothing else of this run is in the caches; then each pair on an instance of its own.
await measure('start', benchStart);
await measure('sign-in', () => withScratch(benchSignIn));
await measure('commits', () => withScratch(benchCommits));
await measure('fixity', () => withScratch(benchFixity));
await measure('intake', () => withScratch(benchIntake));
await measure('relations', () => withScratch(benchRelations));
await measure('triage', () => withScratch((scratch) => benchTriage(scratch, videos)));
await measure('statistics', benchStatistics);
await measure('library', () =>
  values.kept === undefined
    ? withScratch((scratch) => benchLibrary(scratch, incidents))
    : withKept(values.kept, (kept) => benchLibrary(kept, incidents)),
);
if (only.includes('import') || only.includes('audit')) {
  await withScratch(async (scratch) => {
    await measure('import', () => benchImport(scratch, rows));
    await measure('audit', () => benchAudit(scratch, rows));
  });
}

const lines = figures.map(lineOf);
const [{ model = 'unknown processor' } = {}, ...others] = cpus();
const machine = `${others.length + 1} × ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}`;
const date = new Date().toISOString().slice(0, 10);
process.stdout.write(
  values.json
    ? `${JSON.stringify({ date, machine, figures: lines }, null, 2)}\n`
    : `${date}, ${machine}\n\n${tableOf(lines)}\n`,
);
