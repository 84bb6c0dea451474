import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { CodingSchema } from '../values/coding.ts';
import { FuzzyPlaceSchema } from '../values/fuzzy-place.ts';
import { FuzzyTimeSchema } from '../values/fuzzy-time.ts';
import { HarmSchema } from '../values/harm.ts';
import { FreeText, Title } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

const schema = kindSchema({
  title: Title,
  time: Type.Optional(FuzzyTimeSchema),
  place: Type.Optional(FuzzyPlaceSchema),
  summary: Type.Optional(FreeText),
  context: Type.Optional(FreeText),
  status: Type.Optional(Type.Enum(codesOf('incident-status'))),
  counts: Type.Optional(Type.Array(HarmSchema)),
  codes: Type.Optional(Type.Array(CodingSchema)),
});

/** A happening with a beginning and an end, in which one or more acts were done. */
export type Incident = Static<typeof schema>;

export const incident = defineKind({
  name: 'incident',
  version: 1,
  schema,
  fields: {
    title: { class: 'public', search: true },
    time: { class: 'public', as: 'time' },
    place: { class: 'public', as: 'place', search: true },
    summary: { class: 'internal', search: true },
    context: { class: 'internal', search: true },
    status: { class: 'internal', as: 'code', scheme: 'incident-status' },
    counts: { class: 'public', as: 'counts' },
    codes: { class: 'public', as: 'codings' },
    ...COMMON_FIELDS,
  },
});
