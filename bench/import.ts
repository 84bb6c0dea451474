import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from './figure.ts';
import type { Scratch } from './scratch.ts';
import { writeUcdpCsv } from './ucdp-rows.ts';

const SCRIPT = fileURLToPath(new URL('./importing.ts', import.meta.url));
const FEWER = 10_000;

interface Imported {
  readonly rows: number;
  readonly records: number;
  readonly seconds: number;
  /** Largest resident memory of the importing process, in bytes. */
  readonly peak: number;
}

/**
 * Rows per second of an import until all is in the log, beside the same reading, mapping and durable batches without the
 * engine; and the memory of the importing process, which must not grow with the file.
 */
export async function benchImport(scratch: Scratch, rows: number): Promise<Figure[]> {
  await scratch.instance.owner.query('create table public.bench_plain (id uuid primary key, body jsonb not null)');
  const small = await importRows(scratch, Math.min(FEWER, rows), 'plain', 2);
  await scratch.instance.owner.query('drop table public.bench_plain');
  const few = rows > FEWER ? await importRows(scratch, FEWER, 'engine', 3) : null;
  const all = await importRows(scratch, rows, 'engine', 1);
  return [
    {
      name: `import of ${all.rows} UCDP rows, until in the log`,
      value: all.rows / all.seconds,
      unit: 'rows/s',
      limit: { name: 'the same without the engine (plain table)', value: small.rows / small.seconds },
      aim: { text: '≥ 800 rows/s', met: ({ value }) => value >= 800 },
    },
    { name: 'records per row', value: all.records / all.rows, unit: '' },
    { name: 'records imported', value: all.records / all.seconds, unit: '/s' },
    {
      name: 'peak memory of the importing process',
      value: all.peak / 1e6,
      unit: 'MB',
      ...(few === null ? {} : { limit: { name: `with ${FEWER} rows`, value: few.peak / 1e6 } }),
      aim: { text: 'constant', met: ({ ratio, value, limit }) => (ratio ?? value / (limit?.value ?? value)) <= 1.25 },
    },
  ];
}

/** Ids of the rows differ by seed, but imports into one compartment may share them: each has its own file of other rows. */
export async function importRows(
  scratch: Scratch,
  rows: number,
  how: 'engine' | 'plain',
  seed: number,
): Promise<Imported> {
  const file = path.join(scratch.folder, `rows-${rows}-${seed}.csv`);
  await writeUcdpCsv(file, rows, seed);
  const compartment = how === 'engine' && seed === 1 ? scratch.compartment : await scratch.newCompartment();
  try {
    const args = ['--disable-warning=ExperimentalWarning', SCRIPT, scratch.data, file, compartment, how];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Imported;
  } finally {
    rmSync(file, { force: true });
  }
}
