import { blocksOf, type Catalogue, normOf, treeOf } from './catalogue.ts';
import {
  type Assessed,
  type Assessments,
  type Evaluation,
  gapsIn,
  judge,
  type Level,
  strengthOf,
  UNASSESSED,
} from './evaluate.ts';
import type { Element, Norm } from './form.ts';
import { type Classification, type GateAnswer, gate } from './gate.ts';

/** A norm without elements was held against conduct: it can be cited, but not evaluated. */
export class NoElements extends Error {
  constructor(id: string) {
    super(`"${id}" has no elements in the catalogue, so that nothing can be evaluated. Cite it, or add its elements.`);
    this.name = 'NoElements';
  }
}

/** How far one norm is made out by what people assessed. */
export interface NormEvaluation extends Evaluation {
  readonly norm: string;
  /** Elements for which nothing is shown yet. */
  readonly gaps: readonly Element[];
}

/**
 * A norm at a demanded level.
 *
 * @throws UnknownNorm
 * @throws NoElements
 */
export function evaluate(catalogue: Catalogue, id: string, given: Assessments, demanded: Level): NormEvaluation {
  const norm = normOf(catalogue, id);
  const tree = treeOf(norm);
  if (tree === null) throw new NoElements(id);
  const resolve = blocksOf(catalogue);
  return {
    norm: id,
    ...judge(strengthOf(tree, given, resolve), demanded),
    gaps: gapsIn(tree, given, resolve),
  };
}

/** A crime, how somebody answers for it, and what a forum demands before it may hear the case. */
export interface AllegationParts {
  readonly norm: string;
  /** A norm of liability, `rs:25.3.b` or `rs:28.a`. */
  readonly mode: string;
  /** Facts of jurisdiction as people assessed them, by names of their own; see `forums.ts`. */
  readonly jurisdiction: Readonly<Record<string, Assessed>>;
}

/**
 * The level of an allegation: no stronger than the weakest of its crime, its mode of liability and its preconditions of
 * jurisdiction. Without any precondition nobody looked at jurisdiction, and the level is 0.
 *
 * @throws UnknownNorm
 * @throws NoElements
 */
export function allegation(
  catalogue: Catalogue,
  { norm, mode, jurisdiction }: AllegationParts,
  given: Assessments,
  demanded: Level,
): Evaluation {
  const preconditions = Object.values(jurisdiction);
  const parts: Assessed[] = [
    evaluate(catalogue, norm, given, demanded),
    evaluate(catalogue, mode, given, demanded),
    ...(preconditions.length === 0 ? [UNASSESSED] : preconditions),
  ];
  return judge(
    {
      for: Math.min(...parts.map((part) => part.for)) as Level,
      against: Math.max(...parts.map((part) => part.against)) as Level,
    },
    demanded,
  );
}

/** A norm under which the same conduct may be charged, with what stands in the way. */
export interface Charge extends NormEvaluation {
  readonly gate: GateAnswer;
}

/**
 * Every norm with elements that the same assessed facts may fall under, the strongest first: one conduct can be several crimes
 * (Elements of Crimes, general introduction 9), and one norm can be met by several acts. Norms that the gate shuts out are left
 * out; those that hang on something unsettled stay, and say so.
 *
 * It does not say which of them exclude one another at sentence: whether convictions may stand beside each other is for a court
 * (ICTY, Čelebići appeal, 20 February 2001, para. 412).
 */
export function charges(
  catalogue: Catalogue,
  conduct: { readonly classification: Classification; readonly on: string | null },
  given: Assessments,
  demanded: Level,
): Charge[] {
  return [...catalogue.norms.values()]
    .filter((norm) => norm.tree !== undefined && isCrime(norm))
    .map((norm) => ({
      ...evaluate(catalogue, norm.id, given, demanded),
      gate: gate(norm, conduct.classification, conduct.on),
    }))
    .filter((charge) => charge.for > 0 && charge.gate.fits !== 'no')
    .sort((a, b) => b.for - a.for || a.against - b.against || (a.norm < b.norm ? -1 : 1));
}

const CRIMES: ReadonlySet<Norm['family']> = new Set(['genocide', 'humanity', 'war-crime', 'aggression', 'national']);

function isCrime({ family }: Norm): boolean {
  return CRIMES.has(family);
}
