import { type Distribution, DUST } from './tilted.ts';

/**
 * The distribution of a sum of independent whole numbers, exactly but for rounding: pairs are folded, then pairs of pairs, and
 * after each step what is below `DUST` of the largest goes. All terms are positive, so that nothing cancels: the relative error
 * of a term is at most about (strata + width) 2^-53. Fast Fourier transforms are quicker and lose the tails, which are what a
 * test asks for. The time grows with the variance of the sum: about 14 variances of multiplications for each doubling of strata.
 */
export function distributionOfSum(parts: readonly Distribution[]): Distribution {
  let level = [...parts];
  if (level.length === 0) return { first: 0, probabilities: Float64Array.of(1) };
  while (level.length > 1) {
    const next: Distribution[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [a, b] = [level[i] as Distribution, level[i + 1]];
      next.push(b === undefined ? a : fold(a, b));
    }
    level = next;
  }
  return level[0] as Distribution;
}

function fold(one: Distribution, other: Distribution): Distribution {
  const [long, short] = one.probabilities.length >= other.probabilities.length ? [one, other] : [other, one];
  const [a, b] = [long.probabilities, short.probabilities];
  const sum = new Float64Array(a.length + b.length - 1);
  for (let j = 0; j < b.length; j += 1) {
    const weight = b[j] as number;
    for (let i = 0; i < a.length; i += 1) sum[i + j] = (sum[i + j] as number) + weight * (a[i] as number);
  }
  return withoutDust({ first: one.first + other.first, probabilities: sum });
}

function withoutDust({ first, probabilities }: Distribution): Distribution {
  let largest = 0;
  for (const probability of probabilities) largest = Math.max(largest, probability);
  const least = largest * DUST;
  let [from, to] = [0, probabilities.length];
  while ((probabilities[from] as number) < least) from += 1;
  while ((probabilities[to - 1] as number) < least) to -= 1;
  return { first: first + from, probabilities: probabilities.subarray(from, to) };
}
