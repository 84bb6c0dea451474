import path from 'node:path';
import {
  benjaminiHochberg,
  type ConditionalTest,
  exactCommonOdds,
  exactCommonRate,
  holm,
  pooledFisher,
  Randomness,
  type RateStratum,
  type Stratum,
  wilsonLimits,
} from '@cairn/statistics';
import { fileIn } from './files.ts';
import type { Report, Said } from './report.ts';
import { askR } from './tools.ts';

const TABLES = 200;
const SEED = 38;

/** One line for R, and what it should answer; each number with a name to say where they differ. */
interface Case {
  readonly line: string;
  readonly results: readonly (readonly [name: string, value: number, within: number])[];
}

/** What both solve or sum to the last digits, and what R prints solved by uniroot with its default tolerance. */
const EXACT = 1e-9;
const PRINTED = 1e-3;

/** Exact tests, their estimates and limits, and the measures beside them, by R. */
export async function checkStatistics(report: Report, folder: string): Promise<void> {
  const random = Randomness.ofSeed(SEED);
  const parts: [name: string, cases: Case[]][] = [
    [`R: common odds of ${TABLES} tables, and Fisher's test of them thrown together`, many(() => oddsCase(random))],
    [`R: common rates of ${TABLES} tables, and of one stratum`, many(() => ratesCase(random))],
    [`R: Wilson's limits of ${TABLES} shares`, many(() => shareCase(random))],
    [`R: ${TABLES} times p adjusted after Holm and after Benjamini and Hochberg`, many(() => adjustedCase(random))],
  ];
  for (const [name, cases] of parts) await report.check(name, () => compare(folder, cases));
  const fails = { fails: true };
  const bent = many(() => oddsCase(random))
    .slice(0, 1)
    .map(({ line, results }) => ({
      line,
      results: results.map(([name, value, within]) => [name, value * (1 + 1e-8), within] as const),
    }));
  await report.check('R tells a p that differs by a hundred-millionth', () => compare(folder, bent), fails);
}

function many(make: () => Case): Case[] {
  return Array.from({ length: TABLES }, make);
}

async function compare(folder: string, cases: readonly Case[]): Promise<Said> {
  const file = fileIn(folder, 'statistics.txt', `${cases.map(({ line }) => line).join('\n')}\n`);
  const { ok, said } = await askR(path.join('r', 'statistics.R'), file);
  if (!ok) return { ok, said };
  const answers = said
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map((word) => (word === 'Inf' ? Number.POSITIVE_INFINITY : Number(word))));
  const wrong = cases.flatMap(({ line, results }, i) =>
    results.flatMap(([name, value, within], j) => {
      const answer = answers[i]?.[j] ?? Number.NaN;
      return value === answer || Math.abs(value - answer) <= within * Math.abs(answer)
        ? []
        : [`${name} ${value}, R ${answer}, of ${line}`];
    }),
  );
  return { ok: wrong.length === 0, said: wrong.slice(0, 5).join('; ') };
}

function ps(name: string, { pGreater, pLess, pTwoSided }: ConditionalTest): Case['results'] {
  return [
    [`${name} p greater`, pGreater, EXACT],
    [`${name} p less`, pLess, EXACT],
    [`${name} p two-sided`, pTwoSided, EXACT],
  ];
}

function solutions({ ratio, lower, upper }: ConditionalTest): Case['results'] {
  return [
    ['estimate', ratio, EXACT],
    ['lower limit', lower, EXACT],
    ['upper limit', upper, EXACT],
  ];
}

/** Two to eight strata of up to 200 persons, the group up to four times as likely to be hit, or as unlikely. */
function oddsCase(random: Randomness): Case {
  const favour = [1, 1, 2, 4, 0.5][random.below(5)] as number;
  const strata = Array.from({ length: 2 + random.below(7) }, (): Stratum => {
    const [group, others] = [1 + random.below(60), 1 + random.below(140)];
    const hit = 1 + random.below(Math.min(30, group + others - 1));
    let hitGroup = 0;
    for (let i = 0; i < hit; i += 1) {
      const [mine, theirs] = [favour * (group - hitGroup), others - (i - hitGroup)];
      if (random.below(2 ** 32) / 2 ** 32 < mine / (mine + theirs)) hitGroup += 1;
    }
    return { exposed: group + others, group, hit, hitGroup };
  });
  const test = exactCommonOdds(strata);
  const cells = strata.flatMap(({ exposed, group, hit, hitGroup }) => [exposed, group, hit, hitGroup]);
  return {
    line: `odds ${cells.join(' ')}`,
    results: [
      ...ps('stratified', test),
      ...ps('pooled', pooledFisher(strata)),
      ...solutions(test),
      ['estimate as mantelhaen.test prints it', test.ratio, PRINTED],
    ],
  };
}

function ratesCase(random: Randomness): Case {
  const strata = Array.from(
    { length: 1 + random.below(6) },
    (): RateStratum => ({
      ...{ hits: random.below(12), time: 1 + random.below(1000) },
      ...{ otherHits: 1 + random.below(60), otherTime: 100 + random.below(50_000) },
    }),
  );
  const [test, first] = [exactCommonRate(strata), exactCommonRate(strata.slice(0, 1))];
  const cells = strata.flatMap(({ hits, time, otherHits, otherTime }) => [hits, time, otherHits, otherTime]);
  return {
    line: `rates ${cells.join(' ')}`,
    results: [
      ...ps('stratified', test),
      ...solutions(test),
      ...ps('first stratum', first),
      ['lower limit of the first stratum', first.lower, EXACT],
      ['upper limit of the first stratum', first.upper, EXACT],
    ],
  };
}

function shareCase(random: Randomness): Case {
  const n = 1 + random.below(500);
  const x = random.below(n + 1);
  const { lower, upper } = wilsonLimits(x, n);
  return {
    line: `share ${x} ${n}`,
    results: [
      ['lower limit', lower, EXACT],
      ['upper limit', upper, EXACT],
    ],
  };
}

function adjustedCase(random: Randomness): Case {
  const raw = Array.from({ length: 1 + random.below(20) }, () => (random.below(2 ** 32) / 2 ** 32) ** 3);
  return {
    line: `adjusted ${raw.join(' ')}`,
    results: [...holm(raw), ...benjaminiHochberg(raw)].map((p, i) => [`p ${i + 1}`, p, EXACT] as const),
  };
}
