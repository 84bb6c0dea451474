import type { Element, Tree } from './form.ts';

/** The ordered scale of `standards.ts`: 0 no information … 6 beyond reasonable doubt. People give levels, never software. */
export type Level = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** How far an element is shown, and how far its contrary is. What nobody assessed is 0 in both. */
export interface Assessed {
  readonly for: Level;
  readonly against: Level;
}

export type Assessments = Readonly<Record<string, Assessed>>;

export const UNASSESSED: Assessed = { for: 0, against: 0 };

/** Whether a demanded level is reached. `open`: neither the thing nor its contrary is shown to that level, or both are. */
export type Verdict = 'met' | 'not-met' | 'open';

export interface Evaluation {
  readonly for: Level;
  readonly against: Level;
  readonly verdict: Verdict;
  /** Both the thing and its contrary are shown to the demanded level. */
  readonly contested: boolean;
}

/**
 * What a tree comes to. Kleene's three values carried over to an ordered scale (S. C. Kleene, Introduction to Metamathematics,
 * 1952, §64): `all` is as strong as its weakest part and is refuted by the best-refuted one; `any` is as strong as its strongest
 * and refuted only as far as every part is. So a contradiction never raises anything: more `against`, anywhere, never gives a
 * higher `for` and never turns a verdict towards `met`; and more `for` never turns one away from it.
 *
 * It orders assessments that people made. It must not be read as a probability, and two weak elements make no strong one.
 *
 * @param resolve gives the tree behind a shared block; see `blocksOf`
 * @throws RangeError for an assessment that is off the scale
 */
export function strengthOf(tree: Tree, given: Assessments, resolve: (ref: string) => Tree): Assessed {
  if ('ref' in tree) return strengthOf(resolve(tree.ref), given, resolve);
  if ('id' in tree) return assessedOf(tree.id, given);
  const parts = tree.parts.map((part) => strengthOf(part, given, resolve));
  const [fors, againsts] = [parts.map((part) => part.for), parts.map((part) => part.against)];
  return tree.op === 'all'
    ? { for: least(fors), against: most(againsts) }
    : { for: most(fors), against: least(againsts) };
}

function assessedOf(id: string, given: Assessments): Assessed {
  const assessed = Object.hasOwn(given, id) ? (given[id] ?? UNASSESSED) : UNASSESSED;
  if (!isLevel(assessed.for) || !isLevel(assessed.against))
    throw new RangeError(`"${id}" is assessed off the scale. Give whole levels from 0 to 6 under "for" and "against".`);
  return assessed;
}

function isLevel(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 6;
}

/** What an assessment says at a demanded level. @throws RangeError off the scale, and for level 0, which everything reaches */
export function judge({ for: shown, against }: Assessed, demanded: Level): Evaluation {
  if (demanded === 0) throw new RangeError('Demand a level from 1 to 6: level 0 is reached by everything.');
  if (![shown, against, demanded].every(isLevel))
    throw new RangeError(
      'A level is off the scale. Give whole levels: 0 to 6 of what is shown, 1 to 6 of what is demanded.',
    );
  const [yes, no] = [shown >= demanded, against >= demanded];
  return { for: shown, against, contested: yes && no, verdict: yes === no ? 'open' : yes ? 'met' : 'not-met' };
}

/** Every element below a tree, blocks opened, each once, in order. */
export function elementsIn(tree: Tree, resolve: (ref: string) => Tree): Element[] {
  const found = new Map<string, Element>();
  const walk = (at: Tree): void => {
    if ('ref' in at) walk(resolve(at.ref));
    else if ('id' in at) found.set(at.id, at);
    else for (const part of at.parts) walk(part);
  };
  walk(tree);
  return [...found.values()];
}

/** Elements for which nothing is shown and whose showing could raise the whole: what is still to be looked for. */
export function gapsIn(tree: Tree, given: Assessments, resolve: (ref: string) => Tree): Element[] {
  if ('ref' in tree) return gapsIn(resolve(tree.ref), given, resolve);
  if ('id' in tree) return strengthOf(tree, given, resolve).for === 0 ? [tree] : [];
  // One way that is shown is enough for `any`.
  if (tree.op === 'any' && strengthOf(tree, given, resolve).for > 0) return [];
  return tree.parts.flatMap((part) => gapsIn(part, given, resolve));
}

const least = (levels: readonly Level[]): Level => Math.min(...levels) as Level;
const most = (levels: readonly Level[]): Level => Math.max(...levels) as Level;
