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

/** A code of one of our own vocabularies must exist there; other schemes are taken as given. */
export function codingProblems(coding: Coding, path: string, scheme?: string): Problem[] {
  if (scheme !== undefined && coding.scheme !== scheme) {
    return [problem(`${path}/scheme`, 'wrong-scheme', `Use a code of the vocabulary "${scheme}".`)];
  }
  if (!hasScheme(coding.scheme) || findTerm(coding.scheme, coding.code) !== undefined) return [];
  return [problem(`${path}/code`, 'unknown-code', `The vocabulary "${coding.scheme}" has no code "${coding.code}".`)];
}
