// For tests only: the same distribution by counting, without logarithms, tilting or windows.
import type { Stratum } from './common-odds.ts';

/** c(t) of Σ d as whole numbers, from t = 0: nothing is rounded. */
export function countsOf(strata: readonly Stratum[]): bigint[] {
  return strata.reduce<bigint[]>(
    (counts, { exposed: n, group: m, hit: k }) =>
      folded(
        counts,
        Array.from({ length: Math.min(m, k) + 1 }, (_, d) => choose(m, d) * choose(n - m, k - d)),
      ),
    [1n],
  );
}

/** P_θ(t) from t = 0. */
export function probabilitiesOf(strata: readonly Stratum[], theta = 1): number[] {
  const terms = countsOf(strata).map((count, t) => Number(count) * theta ** t);
  const total = terms.reduce((sum, term) => sum + term, 0);
  return terms.map((term) => term / total);
}

function folded(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  const sum = new Array<bigint>(a.length + b.length - 1).fill(0n);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      sum[i + j] = (sum[i + j] as bigint) + x * y;
    });
  });
  return sum;
}

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 0; i < k; i += 1) result = (result * BigInt(n - i)) / BigInt(i + 1);
  return result;
}
