import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { secondCodingRules } from '../rules/second-coding.ts';
import { CodingSchema } from '../values/coding.ts';
import { FreeText, RecordId, Text } from '../values/text.ts';

const closed = { additionalProperties: false };

const Fields = Type.Object(
  {
    type: Type.Optional(CodingSchema),
    method: Type.Optional(CodingSchema),
    object: Type.Optional(CodingSchema),
  },
  closed,
);

const schema = kindSchema({
  about: RecordId,
  /** The account that coded, as revisions name it. */
  coder: Text,
  fields: Fields,
  remarks: Type.Optional(FreeText),
  /** How the two were brought together, where they differ; both codings stay as they were. */
  resolution: Type.Optional(Type.Object({ by: Text, reasons: Text }, closed)),
});

/** The same act coded once more by somebody who did not see the first coding (AAAS, Making the Case, 2000). */
export type SecondCoding = Static<typeof schema>;

export const secondCoding = defineKind({
  name: 'second-coding',
  version: 1,
  schema,
  fields: {
    about: { class: 'internal', as: 'ref' },
    coder: { class: 'internal' },
    fields: { class: 'internal' },
    remarks: { class: 'internal', search: true },
    resolution: { class: 'internal' },
    ...COMMON_FIELDS,
  },
  rules: secondCodingRules,
  needs: ({ about }) => [about],
});
