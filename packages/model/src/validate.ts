import { Compile, type Validator } from 'typebox/compile';
import type { Body, FieldSpec, KindName } from './kind.ts';
import { KINDS } from './kinds.ts';
import { type Problem, pointerStep, problem } from './problem.ts';
import { type Coding, codingProblems } from './values/coding.ts';
import { type FuzzyPlace, placeProblems } from './values/fuzzy-place.ts';
import { type FuzzyTime, timeProblems } from './values/fuzzy-time.ts';
import type { Harm } from './values/harm.ts';
import { type Provenance, provenanceProblems } from './values/provenance.ts';

interface Checker {
  validator: Validator;
  /** The fields whose values mean more than their shape shows. */
  meaningful: [field: string, spec: FieldSpec][];
}

const checkers = new Map<KindName, Checker>();

/** Compiled on first use, so that whoever only reads vocabularies does not pay for it. */
function checkerOf(kind: KindName): Checker {
  let checker = checkers.get(kind);
  if (checker === undefined) {
    const { schema, fields } = KINDS[kind];
    checker = {
      validator: Compile(schema) as Validator,
      meaningful: Object.entries(fields).filter(([, { as }]) => as !== undefined),
    };
    checkers.set(kind, checker);
  }
  return checker;
}

/**
 * What is wrong with a body taken by itself: its shape (unknown fields are refused), its dates and coordinates, codes that
 * our vocabularies do not have. What depends on the earlier revision or on other records is the business of `rules`.
 */
export function validate(kind: KindName, body: unknown): Problem[] {
  if (!Object.hasOwn(KINDS, kind)) return [problem('', 'unknown-kind', `There is no kind of record "${kind}".`)];
  const { validator, meaningful } = checkerOf(kind);
  if (!validator.Check(body)) return schemaProblems(validator, body);
  const problems: Problem[] = [];
  for (const [field, spec] of meaningful) {
    const value = (body as Body)[field];
    if (value !== undefined) problems.push(...valueProblems(spec, value, `/${field}`));
  }
  return problems;
}

function valueProblems(spec: FieldSpec, value: unknown, path: string): Problem[] {
  switch (spec.as) {
    case 'time':
      return timeProblems(value as FuzzyTime, path);
    case 'times':
      return (value as FuzzyTime[]).flatMap((each, index) => timeProblems(each, `${path}/${index}`));
    case 'date':
      return timeProblems({ start: value as string, precision: 'day' }, path);
    case 'place':
      return placeProblems(value as FuzzyPlace, path);
    case 'places':
      return (value as FuzzyPlace[]).flatMap((each, index) => placeProblems(each, `${path}/${index}`));
    case 'coding':
      return codingProblems(value as Coding, path, spec.scheme);
    case 'codings':
      return (value as Coding[]).flatMap((coding, index) => codingProblems(coding, `${path}/${index}`, spec.scheme));
    case 'counts':
      return (value as Harm[]).flatMap(({ group }, index) =>
        group === undefined ? [] : codingProblems(group, `${path}/${index}/group`, 'victim-group'),
      );
    case 'basis':
      return (value as Provenance[]).flatMap((entry, index) => provenanceProblems(entry, `${path}/${index}`));
    default:
      return [];
  }
}

function schemaProblems(validator: Validator, body: unknown): Problem[] {
  const problems: Problem[] = [];
  for (const error of validator.Errors(body)) {
    const path = error.instancePath;
    if (error.keyword === 'required') {
      for (const field of (error.params as { requiredProperties: string[] }).requiredProperties) {
        problems.push(problem(`${path}/${pointerStep(field)}`, 'missing-field', 'This field is required.'));
      }
    } else if (error.keyword === 'boolean') {
      problems.push(problem(path, 'unknown-field', 'There is no such field here.'));
    } else if (error.keyword !== 'additionalProperties') {
      problems.push(problem(path, 'wrong-shape', `This value ${messageOf(error)}.`));
    }
  }
  return problems.length > 0 ? problems : [problem('', 'wrong-shape', 'This body does not fit its kind.')];
}

function messageOf(error: { keyword: string; message: string; params: object }): string {
  const { allowedValues } = error.params as { allowedValues?: unknown[] };
  if (allowedValues === undefined) return error.message;
  return `must be one of ${allowedValues.join(', ')}`;
}
