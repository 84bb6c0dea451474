// For tests only: the tables whose results are known, and generators of others.
import fc from 'fast-check';
import type { Stratum } from './common-odds.ts';
import type { RateStratum } from './rates.ts';

type Row = readonly [exposed: number, group: number, hit: number, hitGroup: number];

export function strataOf(rows: readonly Row[]): Stratum[] {
  return rows.map(([exposed, group, hit, hitGroup]) => ({ exposed, group, hit, hitGroup }));
}

/** From a table `[[hit of the group, hit others], [safe of the group, safe others]]`. */
export function fromTable([[a, b], [c, d]]: readonly [readonly [number, number], readonly [number, number]]): Stratum {
  return { exposed: a + b + c + d, group: a + c, hit: a + b, hitGroup: a };
}

export const THREE = [
  fromTable([
    [2, 8],
    [5, 45],
  ]),
  fromTable([
    [3, 2],
    [4, 51],
  ]),
  fromTable([
    [1, 4],
    [9, 66],
  ]),
];

/** P. J. Bickel, E. A. Hammel, J. W. O'Connell, Science 187 (1975), 398–404: admitted as hit, men as the group. */
export const UCB_ADMISSIONS = [
  [512, 313, 89, 19],
  [353, 207, 17, 8],
  [120, 205, 202, 391],
  [138, 279, 131, 244],
  [53, 138, 94, 299],
  [22, 351, 24, 317],
].map(([a = 0, c = 0, b = 0, d = 0]) =>
  fromTable([
    [a, b],
    [c, d],
  ]),
);

export const FOUR_RATES: RateStratum[] = (
  [
    [3, 120, 40, 50000],
    [1, 80, 25, 30000],
    [4, 200, 70, 80000],
    [0, 60, 22, 26000],
  ] as const
).map(([hits, time, otherHits, otherTime]) => ({ hits, time, otherHits, otherTime }));

function parsed(text: string): Stratum[] {
  return strataOf(text.split(/[;\n]\s*/).map((row) => row.split(',').map(Number) as unknown as Row));
}

/** Invented: the group is more exposed in the strata with more hits, and no likelier to be hit in any (CC0; `targeting_confounded.csv`). */
export const CONFOUNDED =
  parsed(`60,7,6,1; 60,2,5,0; 60,1,5,0; 60,1,2,0; 60,2,5,1; 60,4,2,0; 60,2,1,0; 60,7,2,1; 60,1,4,0; 60,3,3,1; 60,1,2,0
  60,2,2,0; 60,4,0,0; 60,1,5,0; 60,3,1,0; 60,1,4,0; 60,3,3,0; 60,0,3,0; 60,7,2,0; 60,2,4,0; 60,22,26,10
  60,19,28,8; 60,31,30,16; 60,26,32,15; 60,30,30,16; 60,16,31,8; 60,22,30,12; 60,21,35,10; 60,28,25,14
  60,20,31,9; 60,23,27,11; 60,19,30,8; 60,18,30,10; 60,18,27,11; 60,20,33,11; 60,25,28,10; 60,21,32,11
  60,24,30,12; 60,25,32,12; 60,21,28,11`);

/** Invented: the group is as likely to be hit as others (CC0; `targeting_sim_logOR0.0.csv`). */
export const SIMULATED_NULL =
  parsed(`10,3,0,0; 19,2,5,0; 27,5,8,1; 11,1,2,1; 14,0,3,0; 136,4,61,0; 30,3,3,0; 27,3,3,0; 76,4,2,0; 51,15,6,4
  14,0,1,0; 92,6,41,4; 49,5,14,1; 45,1,6,0; 24,7,2,1; 87,6,9,1; 94,3,6,1; 42,4,4,1; 58,6,17,1; 18,7,3,0
  24,1,4,0; 67,5,32,2; 28,0,9,0; 23,16,4,3; 31,5,4,1; 47,4,2,0; 5,1,1,1; 23,3,4,1; 4,1,2,1; 2,0,1,0; 7,1,1,0
  20,1,0,0; 18,1,5,1; 51,10,11,3; 50,2,3,0; 14,6,3,1; 5,0,0,0; 62,29,3,2; 3,0,0,0; 72,20,6,0; 41,3,1,0
  28,2,17,1; 22,4,2,0; 81,18,18,3; 130,7,19,0; 6,1,0,0; 30,2,1,0; 9,1,0,0; 40,3,5,0; 2,0,0,0; 35,1,2,0
  46,5,13,4; 160,13,79,5; 30,0,7,0; 47,8,9,2; 17,0,5,0; 36,9,2,1; 6,0,2,0; 16,0,6,0; 2,0,0,0`);

/** Rows of a file with the columns stratum, exposed, group, hit, hit_group. */
export function strataFromCsv(text: string): Stratum[] {
  const rows = text.trim().split('\n').slice(1);
  return strataOf(rows.map((row) => row.split(',').slice(1).map(Number) as unknown as Row));
}

/** A table of four counts is always a stratum that can be. */
export const stratum = fc.tuple(...([0, 0, 0, 0] as const).map(() => fc.nat({ max: 12 }))).map(([a, b, c, d]) =>
  fromTable([
    [a as number, b as number],
    [c as number, d as number],
  ]),
);

export const strata = fc.array(stratum, { minLength: 1, maxLength: 6 });

const time = fc.integer({ min: 1, max: 1000 });
export const rateStrata = fc.array(
  fc
    .tuple(fc.nat({ max: 12 }), time, fc.nat({ max: 12 }), time)
    .map(([hits, mine, otherHits, others]) => ({ hits, time: mine, otherHits, otherTime: others })),
  { minLength: 1, maxLength: 6 },
);

/** The same strata with those who were of the group as the others, and the others as the group. */
export function groupSwapped(of: readonly Stratum[]): Stratum[] {
  return of.map(({ exposed, group, hit, hitGroup }) => ({
    ...{ exposed, hit },
    ...{ group: exposed - group, hitGroup: hit - hitGroup },
  }));
}

/** The same strata with those who were not hit as hit. */
export function hitSwapped(of: readonly Stratum[]): Stratum[] {
  return of.map(({ exposed, group, hit, hitGroup }) => ({
    ...{ exposed, group },
    ...{ hit: exposed - hit, hitGroup: group - hitGroup },
  }));
}
