import { StrataError } from './errors.ts';
import { Randomness } from './random.ts';

/** What is known of one person, in whole days counted from any one day that is the same for all dates of the person. */
export interface ObservedPerson {
  /** First and last day on which an act or a harm of this person would have become known. */
  readonly from: number;
  readonly to: number;
  /** Days of public acts: a report, a testimony, a contact with the United Nations, a public labelling. */
  readonly acts: readonly number[];
  /** Days of harms. */
  readonly harms: readonly number[];
  /** How intense the conflict was around them: the first day of each stretch, and its name. Days before the first have none. */
  readonly intensity?: readonly { readonly from: number; readonly name: string }[];
}

export interface PermutationOptions {
  /** w: a harm counts when it falls on one of the w days after an act. The day of the act itself does not count. */
  readonly window: number;
  /** `uniform`: each act anywhere in the observed period, or in stretches of the same intensity; `shift`: all acts of a person together, around in a circle. */
  readonly null: 'uniform' | 'shift';
  /** B, how often acts are placed anew. */
  readonly repetitions: number;
  /** Kept with the result, so that anybody gets the same p. A whole number from 0 to 2^32 − 1. */
  readonly seed: number;
}

export interface PermutationResult {
  readonly persons: number;
  /** Harms that fell after an act, as it was and on average over the repetitions. */
  readonly observed: number;
  readonly expected: number;
  readonly p: number;
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
 * Assumes: within a stretch of one intensity an act could as well have been on any other day; harms did not change when acts took
 * place (one who was harmed and therefore spoke breaks this); the observed period ends for another reason than the harm. Killings
 * end it: use `shift` with care there, and say so.
 *
 * Must not be used where acts were chosen because a harm followed.
 *
 * @throws StrataError
 */
export function permutationTest(people: readonly ObservedPerson[], options: PermutationOptions): PermutationResult {
  requireOptions(options);
  people.forEach(requirePerson);
  const randomness = new Randomness(options.seed);
  const places = people.map((person) => placerOf(person, options, randomness));
  const observed = people.reduce((sum, person) => sum + harmsAfter(person, person.acts, options.window), 0);
  let [atLeast, total] = [0, 0];
  for (let i = 0; i < options.repetitions; i += 1) {
    let sum = 0;
    people.forEach((person, at) => {
      sum += harmsAfter(person, (places[at] as () => number[])(), options.window);
    });
    total += sum;
    if (sum >= observed) atLeast += 1;
  }
  const { repetitions, seed } = options;
  return {
    ...{ persons: people.length, observed, expected: total / repetitions },
    ...{ p: (atLeast + 1) / (repetitions + 1), repetitions, seed },
  };
}

function harmsAfter({ harms }: ObservedPerson, acts: readonly number[], window: number): number {
  return harms.filter((harm) => acts.some((act) => harm > act && harm - act <= window)).length;
}

/** Places the acts of a person anew each time that it is called. */
function placerOf(person: ObservedPerson, options: PermutationOptions, randomness: Randomness): () => number[] {
  const { from, to, acts } = person;
  const days = to - from + 1;
  if (options.null === 'shift')
    return () => {
      const by = randomness.below(days);
      return acts.map((act) => from + ((act - from + by) % days));
    };
  const choices = acts.map((act) => stretchesLike(person, act));
  return () =>
    choices.map((stretches) => {
      const length = stretches.reduce((sum, [first, last]) => sum + last - first + 1, 0);
      let at = randomness.below(length);
      for (const [first, last] of stretches) {
        if (at <= last - first) return first + at;
        at -= last - first + 1;
      }
      throw new Error('unreachable: the number lies below the length of all stretches');
    });
}

/** First and last days of the observed stretches whose intensity is that of a day. */
function stretchesLike({ from, to, intensity }: ObservedPerson, day: number): [number, number][] {
  if (intensity === undefined) return [[from, to]];
  const marks = intensity.filter((mark) => mark.from <= to).sort((a, b) => a.from - b.from);
  const begins = [{ from: Number.NEGATIVE_INFINITY, name: '' }, ...marks];
  const stretches = begins.map((mark, i) => ({
    name: mark.name,
    first: Math.max(from, mark.from),
    last: Math.min(to, (begins[i + 1]?.from ?? Number.POSITIVE_INFINITY) - 1),
  }));
  const name = stretches.find(({ first, last }) => first <= day && day <= last)?.name;
  return stretches
    .filter((each) => each.name === name && each.first <= each.last)
    .map(({ first, last }) => [first, last]);
}

function requireOptions({ window, repetitions, seed }: PermutationOptions): void {
  if (!Number.isInteger(window) || window < 1)
    throw new StrataError(null, `The window is ${window}. Give whole days, 1 or more.`);
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new StrataError(null, `The number of repetitions is ${repetitions}. Give a whole number; 9,999 is usual.`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new StrataError(null, `The seed is ${seed}. Give a whole number from 0 to 4294967295, and keep it.`);
}

function requirePerson({ from, to, acts, harms, intensity = [] }: ObservedPerson, at: number): void {
  const days = [from, to, ...acts, ...harms, ...intensity.map((mark) => mark.from)];
  if (!days.every(Number.isInteger)) throw new StrataError(at, 'Days are whole numbers.');
  if (from > to) throw new StrataError(at, 'The observed period ends before it begins.');
  if ([...acts, ...harms].some((day) => day < from || day > to))
    throw new StrataError(
      at,
      'An act or a harm lies outside of the observed period. Leave it out, or correct the period.',
    );
}
