import Type, { type Static } from 'typebox';
import { type Problem, problem } from '../problem.ts';
import { EXTENDABLE, OWN_PREFIX } from '../values/coding.ts';
import { findTerm, hasScheme, isWithin } from './registry.ts';

const closed = { additionalProperties: false };
const both = (longest: number) => {
  const words = Type.String({ pattern: '\\S', maxLength: longest });
  return Type.Object({ en: words, uk: words }, closed);
};

/**
 * What an organisation adds to a vocabulary: a term of its own (label and definition), or, for a term that is there, the
 * rule by which its coders use it.
 */
export const OwnTermSchema = Type.Object(
  {
    scheme: Type.String({ minLength: 1, maxLength: 100 }),
    code: Type.String({ pattern: '^([a-z0-9][a-z0-9-]*|[A-F])$', maxLength: 100 }),
    broader: Type.Optional(Type.String({ maxLength: 100 })),
    label: Type.Optional(both(200)),
    definition: Type.Optional(both(4000)),
    rule: Type.Optional(both(4000)),
    retired: Type.Optional(Type.Boolean()),
  },
  closed,
);

export type OwnTerm = Static<typeof OwnTermSchema>;

/** What is wrong with an addition, given those that stand already. */
export function ownTermProblems(term: OwnTerm, others: readonly OwnTerm[]): Problem[] {
  const { scheme, code, broader, label, definition, rule } = term;
  if (!hasScheme(scheme)) return [problem('/scheme', 'unknown-scheme', `There is no vocabulary "${scheme}".`)];
  const shipped = findTerm(scheme, code) !== undefined;
  if (shipped) {
    if (label !== undefined || definition !== undefined || broader !== undefined || term.retired === true)
      return [
        problem('/label', 'shipped-term', 'This term is everybody’s: add a coding rule to it, or a term of your own.'),
      ];
    return rule === undefined ? [problem('/rule', 'rule-missing', 'Say how your coders use this term.')] : [];
  }
  const problems: Problem[] = [];
  if (!(EXTENDABLE as readonly string[]).includes(scheme))
    problems.push(problem('/scheme', 'closed-scheme', 'This list is closed: programs decide by its codes.'));
  if (!code.startsWith(OWN_PREFIX) || code.length === OWN_PREFIX.length)
    problems.push(problem('/code', 'own-code', `The code of a term of your own begins with "${OWN_PREFIX}".`));
  if (label === undefined) problems.push(problem('/label', 'missing-field', 'Give its name in both languages.'));
  if (definition === undefined)
    problems.push(problem('/definition', 'missing-field', 'Say what it means, in both languages.'));
  if (broader !== undefined && findTerm(scheme, broader) === undefined) {
    const own = others.some((each) => each.scheme === scheme && each.code === broader && each.code !== code);
    if (!own || goesRound(term, others))
      problems.push(problem('/broader', 'unknown-code', 'There is no such wider term.'));
  }
  return problems;
}

function goesRound(term: OwnTerm, others: readonly OwnTerm[]): boolean {
  const seen = new Set([term.code]);
  for (let wider = term.broader; wider !== undefined; ) {
    if (seen.has(wider)) return true;
    seen.add(wider);
    const next: string = wider;
    wider = others.find(({ scheme, code }) => scheme === term.scheme && code === next)?.broader;
  }
  return false;
}

/** As `isWithin`, for a list that an organisation extended: its terms count with the wider ones that they name. */
export function isWithinExtended(terms: readonly OwnTerm[], scheme: string, code: string, wider: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = code; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    if (at === wider) return true;
    if (findTerm(scheme, at) !== undefined) return isWithin(scheme, at, wider);
    const current: string = at;
    at = terms.find((term) => term.scheme === scheme && term.code === current)?.broader;
  }
  return false;
}
