import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { Title } from '../values/text.ts';

const schema = kindSchema({
  title: Title,
  mapping: Type.Record(Type.String(), Type.Unknown()),
});

/** How the columns of somebody's table become records, kept for the next file of that form. */
export type Mapping = Static<typeof schema>;

export const mapping = defineKind({
  name: 'mapping',
  version: 1,
  schema,
  fields: {
    title: { class: 'internal', search: true },
    mapping: { class: 'internal' },
    ...COMMON_FIELDS,
  },
});
