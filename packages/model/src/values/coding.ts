import Type from 'typebox';
import { type Problem, problem } from '../problem.ts';
import { findTerm, hasScheme } from '../vocabularies/registry.ts';
import { Code, FreeText, Scheme, Text, Translated } from './text.ts';

/** A term of a controlled list. `asStated` keeps the source's own word where the code is our reading of it. */
export const CodingSchema = Type.Object(
  {
    scheme: Scheme,
    code: Code,
    label: Type.Optional(Translated),
    mapsTo: Type.Optional(Type.Array(Text)),
    asStated: Type.Optional(FreeText),
  },
  { additionalProperties: false },
);

export type Coding = Type.Static<typeof CodingSchema>;

/** The vocabularies to which an organisation adds terms of its own. */
export const EXTENDABLE = ['act-type', 'method', 'object', 'degree', 'victim-group'] as const;

/** How the codes of such terms begin, so that no later term of ours can take their place. */
export const OWN_PREFIX = 'own-';

/** Whether the code is one that an organisation added. That it exists is for whoever knows the organisation to check. */
export function isOwnCode({ scheme, code }: Pick<Coding, 'scheme' | 'code'>): boolean {
  return code.startsWith(OWN_PREFIX) && (EXTENDABLE as readonly string[]).includes(scheme);
}

/** Every code in a value that an organisation added, each once. */
export function ownCodesIn(value: unknown): Pick<Coding, 'scheme' | 'code'>[] {
  const found = new Map<string, Pick<Coding, 'scheme' | 'code'>>();
  const visit = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    const { scheme, code } = each as Partial<Coding>;
    if (typeof scheme === 'string' && typeof code === 'string' && isOwnCode({ scheme, code }))
      found.set(`${scheme} ${code}`, { scheme, code });
    for (const part of Object.values(each)) visit(part);
  };
  visit(value);
  return [...found.values()];
}

/** A code of one of our own vocabularies must exist there; other schemes are taken as given. */
export function codingProblems(coding: Coding, path: string, scheme?: string): Problem[] {
  if (scheme !== undefined && coding.scheme !== scheme) {
    return [problem(`${path}/scheme`, 'wrong-scheme', `Use a code of the vocabulary "${scheme}".`)];
  }
  if (!hasScheme(coding.scheme) || findTerm(coding.scheme, coding.code) !== undefined || isOwnCode(coding)) return [];
  return [problem(`${path}/code`, 'unknown-code', `The vocabulary "${coding.scheme}" has no code "${coding.code}".`)];
}
