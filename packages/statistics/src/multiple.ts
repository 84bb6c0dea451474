import { StrataError } from './errors.ts';

/**
 * p-values adjusted so that among all tests of a plan even one false finding is rarer than α: each, from the smallest, times the
 * number that is left, never falling. S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6 (1979), 65–70. Holds for tests that depend on one another in any way.
 *
 * Must be given every test of the plan, those without a finding included.
 *
 * @returns in the order given
 * @throws StrataError
 */
export function holm(ps: readonly number[]): number[] {
  return adjusted(ps, 'ascending', (p, rank, n) => p * (n - rank));
}

/**
 * p-values adjusted so that of what is called a finding a share of at most α is expected to be false. Y. Benjamini and Y. Hochberg,
 * "Controlling the false discovery rate", JRSS B 57 (1995), 289–300. Holds for independent tests and for those that depend
 * positively on one another; otherwise use `holm`. It must not be used where a single false finding does harm, as before a court.
 *
 * @returns in the order given
 * @throws StrataError
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  return adjusted(ps, 'descending', (p, rank, n) => (p * n) / (rank + 1));
}

function adjusted(
  ps: readonly number[],
  from: 'ascending' | 'descending',
  raise: (p: number, rank: number, n: number) => number,
): number[] {
  ps.forEach((p, i) => {
    if (!(p >= 0 && p <= 1)) throw new StrataError(null, `The p at place ${i + 1} is ${p}. Give numbers from 0 to 1.`);
  });
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number));
  const raised = order.map((at, rank) => Math.min(1, raise(ps[at] as number, rank, ps.length)));
  const keep = from === 'ascending' ? Math.max : Math.min;
  const steps = from === 'ascending' ? raised : raised.reverse();
  for (let i = 1; i < steps.length; i += 1) steps[i] = keep(steps[i] as number, steps[i - 1] as number);
  if (from === 'descending') steps.reverse();
  const result = new Array<number>(ps.length);
  order.forEach((at, rank) => {
    result[at] = steps[rank] as number;
  });
  return result;
}
