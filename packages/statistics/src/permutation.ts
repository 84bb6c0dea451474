import { type Circle, circlesOf, dayAt, type ObservedPerson, TimingError } from './circles.ts';
import { FEWEST_HITS, FEWEST_STRATA } from './fewest.ts';
import { Randomness } from './random.ts';

export interface PermutationOptions {
  /** w: a harm counts when it falls on one of the w days after an act. The day of the act itself does not count. */
  readonly window: number;
  /**
   * Where acts might as well have been: `uniform`, on any other days of the same intensity, each set of days as likely; `shift`,
   * moved on together around the joined days of that intensity, so that their distances stay.
   */
  readonly null: 'uniform' | 'shift';
  /** B, how often acts are placed anew. 9,999 is usual. */
  readonly repetitions: number;
  /** Kept with the result, so that anybody gets the same p. A whole number from 0 to 2^32 − 1, settled in the plan. */
  readonly seed: number;
}

export interface PermutationResult {
  readonly persons: number;
  /** Persons with an act, a harm, and a day on which an act could have been instead. Nobody else tells anything. */
  readonly informative: number;
  /** Harms of these persons, and those of them that fell after an act. */
  readonly harms: number;
  readonly observed: number;
  /** Mean of the number after an act over the repetitions; null, as is p, where there is too little to test. */
  readonly expected: number | null;
  readonly p: number | null;
  readonly window: number;
  readonly null: 'uniform' | 'shift';
  readonly repetitions: number;
  readonly seed: number;
}

/**
 * Self-controlled test of timing: do harms follow public acts more often than they would if the acts had been at other times of
 * the same person's observed period? Each person is compared with themselves, so what does not change in a person cannot
 * explain a finding. One-sided p = (b + 1) / (B + 1), b counting repetitions with at least the observed number (B. Phipson and G.
 * K. Smyth, "Permutation p-values should never be zero", Statistical Applications in Genetics and Molecular Biology 9 (2010), 39).
 * Designs of this kind: M. Maclure, "The case-crossover design", American Journal of Epidemiology 133 (1991), 144–153; C. P. Farrington,
 * "Relative incidence estimation from case series", Biometrics 51 (1995), 228–235.
 *
 * There is no p where fewer than `FEWEST_HITS` harms, or fewer than `FEWEST_STRATA` persons, can tell anything.
 *
 * Assumes: within days of one intensity an act could as well have been on any other day (`uniform`), or the whole series of acts
 * could have begun at another (`shift`); harms did not change when acts took place (one who was harmed and therefore spoke
 * breaks this); the observed period ends for another reason than the harm. A killing ends it: then no act can follow, acts lie
 * before the harm by necessity, and the test finds what is not there. Must not be used for killings unless the period goes on for
 * reasons that the killing did not touch.
 *
 * Must not be used where acts were recorded because a harm followed, nor where acts come in bursts with `uniform` (use `shift`).
 * It speaks of timing, not of status, and so carries none of the sentences of `carryOut`.
 *
 * @throws TimingError naming the option or the person, and what to do
 */
export function permutationTest(people: readonly ObservedPerson[], options: PermutationOptions): PermutationResult {
  requireOptions(options);
  const { window, repetitions, seed } = options;
  const cases = people.map((person, at) => ({ harms: person.harms, circles: circlesOf(person, at) })).filter(canTell);
  const observed = cases.reduce((sum, each) => sum + harmsAfter(each.harms, daysOf(each.circles), window), 0);
  const harms = cases.reduce((sum, each) => sum + each.harms.length, 0);
  const counts = { persons: people.length, informative: cases.length, harms, observed };
  const settled = { window, null: options.null, repetitions, seed };
  if (harms < FEWEST_HITS || cases.length < FEWEST_STRATA) return { ...counts, expected: null, p: null, ...settled };

  const randomness = Randomness.ofSeed(seed);
  const placed = options.null === 'shift' ? shifted : replaced;
  let [atLeast, total] = [0, 0];
  for (let i = 0; i < repetitions; i += 1) {
    let sum = 0;
    for (const each of cases) sum += harmsAfter(each.harms, placed(each.circles, randomness), window);
    total += sum;
    if (sum >= observed) atLeast += 1;
  }
  return { ...counts, expected: total / repetitions, p: (atLeast + 1) / (repetitions + 1), ...settled };
}

interface Case {
  readonly harms: readonly number[];
  readonly circles: readonly Circle[];
}

function canTell({ harms, circles }: Case): boolean {
  return harms.length > 0 && circles.some(({ days, acts }) => acts.length < days);
}

function harmsAfter(harms: readonly number[], acts: readonly number[], window: number): number {
  let sum = 0;
  for (const harm of harms) if (acts.some((act) => harm > act && harm - act <= window)) sum += 1;
  return sum;
}

function daysOf(circles: readonly Circle[]): number[] {
  return circles.flatMap((circle) => circle.acts.map((place) => dayAt(circle, place)));
}

/** As many days with acts as there were, anywhere in their circle. */
function replaced(circles: readonly Circle[], randomness: Randomness): number[] {
  return circles.flatMap((circle) =>
    [...randomness.different(circle.acts.length, circle.days)].map((place) => dayAt(circle, place)),
  );
}

/** All acts of a circle moved on by the same number of days. */
function shifted(circles: readonly Circle[], randomness: Randomness): number[] {
  return circles.flatMap((circle) => {
    const by = randomness.below(circle.days);
    return circle.acts.map((place) => dayAt(circle, (place + by) % circle.days));
  });
}

function requireOptions(options: PermutationOptions): void {
  const { window, repetitions, seed } = options;
  if (!Number.isSafeInteger(window) || window < 1)
    throw new TimingError(null, `The window is ${window}. Give whole days, 1 or more.`);
  if (options.null !== 'uniform' && options.null !== 'shift')
    throw new TimingError(null, `The null is ${JSON.stringify(options.null)}. Give "uniform" or "shift".`);
  if (!Number.isSafeInteger(repetitions) || repetitions < 1 || repetitions > 1e7)
    throw new TimingError(null, `The number of repetitions is ${repetitions}. Give a whole number from 1 to 10000000.`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new TimingError(null, `The seed is ${seed}. Give a whole number from 0 to 4294967295, and keep it.`);
}
