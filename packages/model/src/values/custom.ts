import Type, { type Static } from 'typebox';

/** Key of a custom field or code of one of its options: lower case, digits and hyphens. */
export const CUSTOM_KEY = /^[a-z0-9][a-z0-9-]{0,59}$/;

const LONGEST = 10_000;

const CustomValue = Type.Union([
  Type.String({ maxLength: LONGEST }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
]);

/**
 * Values of the fields that an organisation added, by key. What a key means is data of the compartment; here only the form
 * is fixed: text, a number, yes or no, or a list of codes.
 */
export const CustomSchema = Type.Record(Type.String({ pattern: CUSTOM_KEY.source }), CustomValue, {
  additionalProperties: false,
});

export type CustomValues = Static<typeof CustomSchema>;

/** The codes that the values leave for facets: what looks like the code of an option, and yes and no. */
export function customCodes(values: CustomValues): { scheme: string; code: string }[] {
  return Object.entries(values).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((each) => typeof each === 'boolean' || (typeof each === 'string' && CUSTOM_KEY.test(each)))
      .map((each) => ({ scheme: `custom:${key}`, code: String(each) })),
  );
}

/** The text in the values, for search. */
export function customTexts(values: CustomValues): string[] {
  return Object.values(values)
    .flat()
    .filter((each) => typeof each === 'string');
}
