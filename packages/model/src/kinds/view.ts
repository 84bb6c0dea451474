import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { FreeText, Text, Title } from '../values/text.ts';

const schema = kindSchema({
  title: Title,
  /** The library's query, as it stands in an address. */
  query: FreeText,
  columns: Type.Optional(Type.Array(Text, { maxItems: 60 })),
});

/** A question to the library that the team asks again. */
export type View = Static<typeof schema>;

export const view = defineKind({
  name: 'view',
  version: 1,
  schema,
  fields: {
    title: { class: 'internal', search: true },
    query: { class: 'internal' },
    columns: { class: 'internal' },
    ...COMMON_FIELDS,
  },
});
