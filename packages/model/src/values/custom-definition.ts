import Type, { type Static } from 'typebox';
import { sameJson } from '../equal.ts';
import { KIND_NAMES } from '../kind.ts';
import { type Problem, problem } from '../problem.ts';
import { CUSTOM_KEY, type CustomValues } from './custom.ts';
import { timeProblems } from './fuzzy-time.ts';

const closed = { additionalProperties: false };

const words = (longest: number) => Type.String({ pattern: '\\S', maxLength: longest });

/** The same words in both languages of the interface. */
const both = (longest: number) => Type.Object({ en: words(longest), uk: words(longest) }, closed);

/** What a custom field can hold. `date` is a day of the calendar; of `choices` several hold at once. */
export const CUSTOM_TYPES = ['text', 'number', 'date', 'yes-no', 'choice', 'choices'] as const;

/** A field that a lead adds to one kind of record. Its key never changes; a field out of use is retired, not removed. */
export const CustomFieldSchema = Type.Object(
  {
    key: Type.String({ pattern: CUSTOM_KEY.source }),
    kind: Type.Enum(KIND_NAMES),
    label: both(120),
    type: Type.Enum(CUSTOM_TYPES),
    options: Type.Optional(
      Type.Array(Type.Object({ code: Type.String({ pattern: CUSTOM_KEY.source }), label: both(120) }, closed), {
        minItems: 1,
        maxItems: 200,
      }),
    ),
    definition: both(4000),
    rule: Type.Optional(both(4000)),
    retired: Type.Optional(Type.Boolean()),
  },
  closed,
);

export type CustomField = Static<typeof CustomFieldSchema>;

/** What is wrong with a definition, given the one that stood before under its key. */
export function customFieldProblems(field: CustomField, before: CustomField | undefined): Problem[] {
  const problems: Problem[] = [];
  const chooses = field.type === 'choice' || field.type === 'choices';
  if (chooses !== (field.options !== undefined))
    problems.push(problem('/options', 'options', chooses ? 'Say what can be chosen.' : 'Only a choice has options.'));
  const codes = (field.options ?? []).map(({ code }) => code);
  if (new Set(codes).size !== codes.length)
    problems.push(problem('/options', 'options-twice', 'Each option has a code of its own.'));
  if (before === undefined) return problems;
  for (const member of ['kind', 'type'] as const)
    if (before[member] !== field[member])
      problems.push(
        problem(
          `/${member}`,
          'field-changed',
          'Values were entered under what it was. Retire it, and add another field.',
        ),
      );
  for (const { code } of before.options ?? [])
    if (!codes.includes(code))
      problems.push(problem('/options', 'option-gone', `The option "${code}" may stand in records. Keep it.`));
  return problems;
}

/**
 * What is wrong with the custom values of a record, given the fields of its compartment. Values that stood there before are
 * let through: a field may have been retired since.
 */
export function customProblems(
  kind: string,
  before: CustomValues | undefined,
  after: CustomValues | undefined,
  fields: readonly CustomField[],
): Problem[] {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return Object.entries(after ?? {}).flatMap(([key, value]) => {
    if (sameJson(before?.[key], value)) return [];
    const path = `/custom/${key}`;
    const field = byKey.get(key);
    if (field === undefined || field.kind !== kind)
      return [problem(path, 'unknown-custom-field', `There is no field "${key}" for this kind of record.`)];
    if (field.retired === true)
      return [problem(path, 'retired-custom-field', `The field "${key}" is no longer in use.`)];
    const wrong = fault(field, value);
    return wrong === null ? [] : [problem(path, 'wrong-custom-value', wrong)];
  });
}

function fault({ type, options }: CustomField, value: CustomValues[string]): string | null {
  const codes = (options ?? []).map(({ code }) => code);
  switch (type) {
    case 'text':
      return typeof value === 'string' ? null : 'This field takes text.';
    case 'number':
      return typeof value === 'number' ? null : 'This field takes a number.';
    case 'yes-no':
      return typeof value === 'boolean' ? null : 'This field takes yes or no.';
    case 'date':
      return typeof value === 'string' &&
        /^\d{4}-\d{2}-\d{2}$/.test(value) &&
        timeProblems({ start: value, precision: 'day' }, '').length === 0
        ? null
        : 'This field takes a day, as 2022-03-06.';
    case 'choice':
      return typeof value === 'string' && codes.includes(value) ? null : 'Choose one of its options.';
    case 'choices':
      return Array.isArray(value) && value.every((each) => codes.includes(each)) ? null : 'Choose among its options.';
  }
}
