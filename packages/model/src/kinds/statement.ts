import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { FreeText, Language, RecordId, Text } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

/** Reliability of the source, A (completely reliable) to F (cannot be judged). */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** Credibility of the information, 1 (confirmed) to 6 (cannot be judged). */
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;

/** How a statement stands to what the team holds of a field. */
export const STANCES = ['supports', 'contradicts', 'context'] as const;

const schema = kindSchema({
  source: Type.Optional(RecordId),
  sourceCode: Type.Optional(Text),
  connection: Type.Optional(Type.Enum(codesOf('source-connection'))),
  text: Type.Optional(FreeText),
  summary: Type.Optional(FreeText),
  language: Type.Optional(Language),
  item: Type.Optional(RecordId),
  pinpoint: Type.Optional(Text),
  about: Type.Optional(
    Type.Array(
      Type.Object(
        {
          record: RecordId,
          field: Type.Optional(Text),
          /** How it stands to what the team holds. Without it, the values are compared. */
          stance: Type.Optional(Type.Enum(STANCES)),
        },
        { additionalProperties: false },
      ),
    ),
  ),
  asserts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  reliability: Type.Optional(Type.Enum(RELIABILITIES)),
  credibility: Type.Optional(Type.Enum(CREDIBILITIES)),
  anonymous: Type.Optional(Type.Boolean()),
});

/** What one source says, kept as it was said; what the team concludes stands elsewhere. */
export type Statement = Static<typeof schema>;

export const statement = defineKind({
  name: 'statement',
  version: 2,
  schema,
  fields: {
    source: { class: 'internal', as: 'ref' },
    sourceCode: { class: 'internal', search: true },
    connection: { class: 'internal' },
    text: { class: 'internal', search: true },
    summary: { class: 'internal', search: true },
    language: { class: 'public' },
    item: { class: 'internal', as: 'ref' },
    pinpoint: { class: 'internal' },
    about: { class: 'public' },
    asserts: { class: 'internal' },
    reliability: { class: 'internal' },
    credibility: { class: 'internal' },
    anonymous: { class: 'internal' },
    ...COMMON_FIELDS,
  },
  addRows(rows, { body: { about } }) {
    rows.refs = [...new Set([...rows.refs, ...(about ?? []).map(({ record }) => record)])];
  },
});
