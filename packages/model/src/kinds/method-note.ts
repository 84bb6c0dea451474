import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { FreeText, Title } from '../values/text.ts';

const schema = kindSchema({
  title: Title,
  /** What counts as armed violence here, and who counts. */
  scope: Type.Optional(FreeText),
  definitions: Type.Optional(FreeText),
  inclusion: Type.Optional(FreeText),
  sources: Type.Optional(FreeText),
  verification: Type.Optional(FreeText),
  corrections: Type.Optional(FreeText),
});

/** How the team's figures come about (Every Casualty, Standards for Casualty Recording, 2016, section on transparency). */
export type MethodNote = Static<typeof schema>;

export const methodNote = defineKind({
  name: 'method-note',
  version: 1,
  schema,
  fields: {
    title: { class: 'public', search: true },
    scope: { class: 'public', search: true },
    definitions: { class: 'public' },
    inclusion: { class: 'public' },
    sources: { class: 'public' },
    verification: { class: 'public' },
    corrections: { class: 'public' },
    ...COMMON_FIELDS,
  },
});
