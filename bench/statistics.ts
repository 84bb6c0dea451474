import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { exactCommonOdds, gammaBounds, Randomness, type Stratum } from '@cairn/statistics';
import { type Figure, median } from './figure.ts';

const STRATA = 10_000;
const PERSONS = 1_000;
const RUNS = 5;
const GAMMAS = [1, 1.25, 1.5, 1.75, 2, 3, 4, 5];
const SCRIPT = path.join(import.meta.dirname, 'statistics.R');

/** The stratified exact test with its estimate and limits, and the bounds for hidden differences, beside R's own test. */
export async function benchStatistics(): Promise<Figure[]> {
  const strata = invented();
  const seconds = timed(() => exactCommonOdds(strata));
  const bounds = timed(() => gammaBounds(strata, GAMMAS));
  const byR = await askR(strata);
  const { pTwoSided } = exactCommonOdds(strata);
  if (byR !== null && Math.abs(pTwoSided / byR.p - 1) > 1e-6)
    throw new Error(`p is ${pTwoSided} here and ${byR.p} by R`);
  const limit = byR === null ? {} : { limit: { name: byR.name, value: byR.seconds } };
  return [
    {
      name: `exact test of ${STRATA.toLocaleString('en')} strata of ${PERSONS.toLocaleString('en')} persons, p, estimate and limits`,
      ...{ value: seconds, unit: 's', ...limit },
      aim: { text: '≤ 1 s', met: ({ value }) => value <= 1 },
    },
    { name: `bounds of p at ${GAMMAS.length} odds of hidden exposure, the same strata`, value: bounds, unit: 's' },
  ];
}

/** 20 to 219 of the group among 1,000, 1 to 20 hit, without regard to who they are. */
function invented(): Stratum[] {
  const random = Randomness.ofSeed(10_000);
  return Array.from({ length: STRATA }, () => {
    const [group, hit] = [20 + random.below(200), 1 + random.below(20)];
    const hitGroup = [...random.different(hit, PERSONS)].filter((person) => person < group).length;
    return { exposed: PERSONS, group, hit, hitGroup };
  });
}

/** Seconds of the median run, after one that is not counted. */
function timed(work: () => unknown): number {
  work();
  const runs = Array.from({ length: RUNS }, () => {
    const begun = performance.now();
    work();
    return (performance.now() - begun) / 1000;
  });
  return median(runs);
}

/** R's own test over the same strata, once, without the start of R; null where R is not installed. */
async function askR(strata: readonly Stratum[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-'));
  const file = path.join(folder, 'strata.csv');
  const rows = strata.map(({ exposed, group, hit, hitGroup }) => [exposed, group, hit, hitGroup].join(','));
  writeFileSync(file, `${rows.join('\n')}\n`);
  try {
    const { stdout } = await promisify(execFile)('Rscript', ['--vanilla', SCRIPT, file]);
    const [p, seconds, major, minor] = stdout.trim().split(' ');
    return { p: Number(p), seconds: Number(seconds), name: `mantelhaen.test(exact = TRUE) of R ${major}.${minor}` };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    process.stderr.write('Rscript is missing: install R (Debian: r-base-core) for the limit beside it\n');
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
