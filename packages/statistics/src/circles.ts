/** What is known of one person, in whole days counted from any one day that is the same for all dates of the person. */
export interface ObservedPerson {
  /** First and last day on which an act or a harm of this person would have become known. */
  readonly from: number;
  readonly to: number;
  /** Days of public acts: a report, a testimony, a contact with the United Nations, a public labelling. Acts of one day are one. */
  readonly acts: readonly number[];
  /** Days of harms; two harms of one day stand twice. */
  readonly harms: readonly number[];
  /** How intense the conflict was around them: the first day of each stretch, and its name. Days before the first are a stretch too. */
  readonly intensity?: readonly { readonly from: number; readonly name: string }[];
}

/** Days or options of a test of timing that cannot be: which person, what is wrong, and what to do. */
export class TimingError extends Error {
  /** Position of the person, from 0; null where an option is meant. */
  readonly person: number | null;
  constructor(person: number | null, what: string) {
    super(person === null ? what : `Person ${person + 1}: ${what}`);
    this.name = 'TimingError';
    this.person = person;
  }
}

/** The observed days of one person in which the conflict was equally intense, joined end to end, with the days of acts in them. */
export interface Circle {
  /** First and last days of its stretches, in order of time. */
  readonly stretches: readonly (readonly [first: number, last: number])[];
  readonly days: number;
  /** Where in the joined days the acts lie, from 0; acts of one day are one. */
  readonly acts: readonly number[];
}

/** The circles of a person that hold an act: one where nothing is known of the intensity. @throws TimingError */
export function circlesOf(person: ObservedPerson, at: number): Circle[] {
  requirePerson(person, at);
  const acts = [...new Set(person.acts)].sort((a, b) => a - b);
  return stretchesByIntensity(person).flatMap((stretches) => {
    const days = stretches.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    const within = acts.map((act) => placeIn(stretches, act)).filter((place) => place !== null);
    return within.length === 0 ? [] : [{ stretches, days, acts: within }];
  });
}

/** The day at a place of the joined days. */
export function dayAt({ stretches }: Circle, place: number): number {
  let left = place;
  for (const [first, last] of stretches) {
    if (left <= last - first) return first + left;
    left -= last - first + 1;
  }
  throw new RangeError(`Place ${place} lies beyond the days of this circle.`);
}

function placeIn(stretches: Circle['stretches'], day: number): number | null {
  let before = 0;
  for (const [first, last] of stretches) {
    if (first <= day && day <= last) return before + day - first;
    before += last - first + 1;
  }
  return null;
}

function stretchesByIntensity({ from, to, intensity = [] }: ObservedPerson): [number, number][][] {
  const marks = [...intensity].sort((a, b) => a.from - b.from);
  const begins = [{ from: Number.NEGATIVE_INFINITY, name: null }, ...marks];
  const byName = new Map<string | null, [number, number][]>();
  begins.forEach((mark, i) => {
    const first = Math.max(from, mark.from);
    const last = Math.min(to, (begins[i + 1]?.from ?? Number.POSITIVE_INFINITY) - 1);
    if (first <= last) byName.set(mark.name, [...(byName.get(mark.name) ?? []), [first, last]]);
  });
  return [...byName.values()];
}

function requirePerson({ from, to, acts, harms, intensity = [] }: ObservedPerson, at: number): void {
  const wrong = (what: string): never => {
    throw new TimingError(at, what);
  };
  const marks = intensity.map((mark) => mark.from);
  if (![from, to, ...acts, ...harms, ...marks].every(Number.isSafeInteger))
    wrong('Days must be whole numbers, counted from any one day.');
  if (from > to) wrong(`The observed period ends (day ${to}) before it begins (day ${from}). Exchange them.`);
  if (to - from >= 2 ** 31) wrong('The observed period is longer than any life. Count in whole days.');
  const outside = [...acts, ...harms].find((day) => day < from || day > to);
  if (outside !== undefined)
    wrong(
      `Day ${outside} of an act or a harm lies outside of the observed period. Leave it out, or correct the period.`,
    );
  if (new Set(marks).size < marks.length) wrong('Two stretches of intensity begin on the same day. Keep one of them.');
}
