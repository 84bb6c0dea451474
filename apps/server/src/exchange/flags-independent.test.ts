import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { acled } from './acled.ts';
import { importFile } from './import.ts';
import { acledRow, csvOf, fileOf } from './invented-files.ts';
import { MemoryPort } from './memory-port.ts';
import { problemCode } from './report.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const SCRIPT = resolve(ROOT, 'conformance/count_flags.py');

const FILES = [
  ['ucdp-ged', 'ucdp-ged-sample.csv'],
  ['awsd', 'awsd-sample.csv'],
  ['civilian-harm', 'civilian-harm-ukraine-sample.json'],
] as const;

test.each(FILES)(
  'the real %s file comes in, twice, with the flags that an independent script counts',
  async (format, name) => {
    const path = resolve(ROOT, '../shared/data', name);
    if (!existsSync(path)) return notRun(`${name} is not beside this repository`);
    const port = new MemoryPort();
    const report = await importFile(port, { format, path });
    expect(report.read).toBe(report.created + report.updated + report.unchanged + report.rejected);
    expect(report).toMatchObject({ created: report.read, rejected: 0 });
    expect(port.dangling).toEqual([]);
    const again = await importFile(port, { format, path });
    expect(again).toEqual({ ...report, created: 0, unchanged: report.read, records: 0 });
    if (spawnSync('python3', ['--version']).status !== 0) return notRun('there is no python3');
    const counted = JSON.parse(execFileSync('python3', [SCRIPT, format, path], { encoding: 'utf8' }));
    const problems: Record<string, number> = {};
    for (const flag of report.flags) problems[problemCode(flag)] = (problems[problemCode(flag)] ?? 0) + 1;
    const { read, flagged, rejected } = report;
    expect({ read, flagged, rejected, problems }).toEqual(counted);
  },
);

test('invented ACLED rows come in with the flags that an independent script counts', async () => {
  const rows = [
    {},
    { event_id_cnty: 'BLK102', event_date: '2022-02-24', civilian_targeting: '', inter1: '1', inter2: '7' },
    { event_id_cnty: 'BLK103', event_date: '31 April 2022', fatalities: '2.5' },
    { event_id_cnty: 'BLK104', year: '2021', event_type: 'Riots', latitude: '', longitude: '181' },
    { event_id_cnty: 'BLK105', sub_event_type: 'Duel', inter2: '9', geo_precision: '4', time_precision: 'x' },
    { event_id_cnty: 'BLK101', fatalities: 'many' },
    { event_id_cnty: ' ' },
  ];
  const path = await fileOf('acled.csv', csvOf(acled, rows.map(acledRow)));
  const report = await importFile(new MemoryPort(), { format: 'acled', path });
  expect(report).toMatchObject({ read: 7, created: 6, rejected: 1 });
  if (spawnSync('python3', ['--version']).status !== 0) return notRun('there is no python3');
  const counted = JSON.parse(execFileSync('python3', [SCRIPT, 'acled', path], { encoding: 'utf8' }));
  const problems: Record<string, number> = {};
  for (const flag of report.flags) problems[problemCode(flag)] = (problems[problemCode(flag)] ?? 0) + 1;
  const { read, flagged, rejected } = report;
  expect({ read, flagged, rejected, problems }).toEqual(counted);
});

function notRun(why: string): void {
  process.stderr.write(`not run: ${why}\n`);
}
