import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Fault } from './check.ts';
import { BlockSchema, ElementSchema, LawFileSchema, NormSchema } from './form.ts';

const closed = { additionalProperties: false } as const;

// Trees are held against the form branch by branch: a validator of the whole can only say of a tree that none of three forms fits.
const FILE = Compile(
  Type.Object(
    {
      ...LawFileSchema.properties,
      blocks: Type.Array(Type.Object({ ...BlockSchema.properties, tree: Type.Unknown() }, closed)),
      norms: Type.Array(Type.Object({ ...NormSchema.properties, tree: Type.Optional(Type.Unknown()) }, closed)),
    },
    closed,
  ),
);
const BRANCH = Compile(
  Type.Object({ op: Type.Enum(['all', 'any']), parts: Type.Array(Type.Unknown(), { minItems: 1 }) }, closed),
);
const REFERENCE = Compile(Type.Object({ ref: Type.String() }, closed));
const ELEMENT = Compile(ElementSchema);

/** Most faults that are told at once. */
const MOST = 50;

/** Where a value differs from the form "cairn-law/1", as paths in the file. Empty where it does not. */
export function formFaults(value: unknown): Fault[] {
  const faults = faultsOf(FILE, value, '');
  for (const part of ['blocks', 'norms'] as const)
    for (const [at, entry] of listIn(value, part).entries()) {
      const tree = fieldOf(entry, 'tree');
      if (tree !== undefined) faults.push(...treeFaults(tree, `/${part}/${at}/tree`));
    }
  return faults.slice(0, MOST);
}

function treeFaults(tree: unknown, path: string): Fault[] {
  if (fieldOf(tree, 'ref') !== undefined) return faultsOf(REFERENCE, tree, path);
  if (fieldOf(tree, 'op') === undefined && fieldOf(tree, 'parts') === undefined) return faultsOf(ELEMENT, tree, path);
  const below = listIn(tree, 'parts').flatMap((part, at) => treeFaults(part, `${path}/parts/${at}`));
  return [...faultsOf(BRANCH, tree, path), ...below];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function listIn(value: unknown, name: string): unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

type FormError = ReturnType<(typeof FILE)['Errors']>[number];

interface Validator {
  Check(value: unknown): boolean;
  Errors(value: unknown): FormError[];
}

function faultsOf(validator: Validator, value: unknown, path: string): Fault[] {
  if (validator.Check(value)) return [];
  const faults = new Map<string, Fault>();
  for (const error of validator.Errors(value)) {
    const said = saidOf(error);
    if (said === null) continue;
    const where = `${path}${error.instancePath}` || 'the file';
    // Where several forms were possible the first says enough.
    if (!faults.has(where)) faults.set(where, { where, ...said });
  }
  return [...faults.values()];
}

/** An error of the validator in our words; null for those that only repeat others. */
function saidOf(error: FormError): Omit<Fault, 'where'> | null {
  const field = error.instancePath.split('/').at(-1) ?? '';
  switch (error.keyword) {
    case 'boolean':
    case 'anyOf':
      return null;
    case 'required':
      return {
        what: `It lacks ${listed(error.params.requiredProperties)}.`,
        todo: 'Add it; docs/law.md says what it holds.',
      };
    case 'additionalProperties':
      return {
        what: `It has ${listed(error.params.additionalProperties)}, which the form does not know.`,
        todo: 'Take it out, or correct its name.',
      };
    case 'enum':
      return { what: 'This word is not one of the form’s.', todo: `Use one of ${listed(error.params.allowedValues)}.` };
    case 'const':
      return { what: 'This is another form.', todo: 'Write "form": "cairn-law/1" and follow docs/law.md.' };
    case 'minItems':
    case 'minLength':
      return { what: 'It is empty.', todo: 'Fill it, or take out what holds it.' };
    default:
      return { what: `It ${error.message}.`, todo: ADVICE[field] ?? 'Write it as docs/law.md says.' };
  }
}

const DAY = 'Write a day as 2024-10-24, or null where none is known.';

/** What to do about a value that has the wrong shape, by the name of its field. */
const ADVICE: Readonly<Record<string, string>> = {
  id: 'Write a norm as "code:118.2", an element as "code:118.2/slug", a block as "ctx.name".',
  from: DAY,
  to: DAY,
  on: DAY,
  adopted: DAY,
  inForce: DAY,
  key: 'Write small letters, digits and hyphens, beginning with a letter.',
  url: 'Write an address that begins with https://.',
};

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
