import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { incidentRules } from '../rules/review.ts';
import { CodingSchema } from '../values/coding.ts';
import { FuzzyPlaceSchema } from '../values/fuzzy-place.ts';
import { FuzzyTimeSchema } from '../values/fuzzy-time.ts';
import { HarmSchema } from '../values/harm.ts';
import { LevelSchema } from '../values/level.ts';
import { ProvenanceSchema, provenanceTarget } from '../values/provenance.ts';
import { FreeText, isRecordId, Text, Title } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

const closed = { additionalProperties: false };

/** Who said that the work is done, and who looked at it after them. */
const Review = Type.Object(
  { readyBy: Text, reviewedBy: Type.Optional(Text), reasons: Type.Optional(FreeText) },
  closed,
);

/** What the team concludes on one field, beside the value itself: why this and not what others say. */
const Conclusion = Type.Object(
  {
    field: Text,
    text: FreeText,
    level: Type.Optional(LevelSchema),
    by: Text,
    basis: Type.Optional(Type.Array(ProvenanceSchema)),
  },
  closed,
);

const schema = kindSchema({
  title: Title,
  time: Type.Optional(FuzzyTimeSchema),
  place: Type.Optional(FuzzyPlaceSchema),
  /** Further periods and places of the same incident. */
  moreTimes: Type.Optional(Type.Array(FuzzyTimeSchema, { maxItems: 100 })),
  morePlaces: Type.Optional(Type.Array(FuzzyPlaceSchema, { maxItems: 100 })),
  summary: Type.Optional(FreeText),
  context: Type.Optional(FreeText),
  status: Type.Optional(Type.Enum(codesOf('incident-status'))),
  review: Type.Optional(Review),
  /** What the status was before the record was merged into another. */
  merged: Type.Optional(Type.Object({ status: Type.Optional(Type.Enum(codesOf('incident-status'))) }, closed)),
  conclusions: Type.Optional(Type.Array(Conclusion, { maxItems: 100 })),
  counts: Type.Optional(Type.Array(HarmSchema)),
  codes: Type.Optional(Type.Array(CodingSchema)),
});

/** A happening with a beginning and an end, in which one or more acts were done. */
export type Incident = Static<typeof schema>;

export const incident = defineKind({
  name: 'incident',
  version: 2,
  schema,
  fields: {
    title: { class: 'public', search: true },
    time: { class: 'public', as: 'time' },
    place: { class: 'public', as: 'place', search: true },
    moreTimes: { class: 'public', as: 'times' },
    morePlaces: { class: 'public', as: 'places', search: true },
    summary: { class: 'internal', search: true },
    context: { class: 'internal', search: true },
    status: { class: 'internal', as: 'code', scheme: 'incident-status' },
    review: { class: 'internal' },
    merged: { class: 'internal' },
    conclusions: { class: 'internal' },
    counts: { class: 'public', as: 'counts' },
    codes: { class: 'public', as: 'codings' },
    ...COMMON_FIELDS,
  },
  rules: incidentRules,
  addRows(rows, { body: { conclusions } }) {
    const named = (conclusions ?? []).flatMap(({ basis }) => basis ?? []).map(provenanceTarget);
    rows.refs = [...new Set([...rows.refs, ...named])].filter(isRecordId);
  },
});
