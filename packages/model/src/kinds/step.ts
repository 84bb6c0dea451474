import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { sameJson } from '../equal.ts';
import { type Problem, problem } from '../problem.ts';
import { FuzzyPlaceSchema, placeProblems } from '../values/fuzzy-place.ts';
import { FuzzyTimeSchema, timeProblems } from '../values/fuzzy-time.ts';
import { FreeText, RecordId, Text } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

/** What it was compared with: an item of ours, or something that is public elsewhere. */
const Reference = Type.Object(
  { item: Type.Optional(RecordId), url: Type.Optional(Text), what: Type.Optional(FreeText) },
  { additionalProperties: false },
);

const schema = kindSchema({
  about: RecordId,
  technique: Type.Enum(codesOf('step-technique')),
  question: Type.Optional(FreeText),
  /** Which features of it were compared: "the water tower left of the church, the three chimneys". */
  compared: FreeText,
  with: Type.Optional(Type.Array(Reference, { maxItems: 100 })),
  outcome: Type.Enum(codesOf('step-outcome')),
  place: Type.Optional(FuzzyPlaceSchema),
  time: Type.Optional(FuzzyTimeSchema),
  finding: Type.Optional(FreeText),
  confidence: Type.Enum(codesOf('confidence')),
  by: Text,
  at: Text,
});

/** One step of verification, with what came of it, also where nothing did (Berkeley Protocol, chapter VI.E). */
export type Step = Static<typeof schema>;

/** What whoever took the step answers for; how it is guarded, tagged and assigned others change too. */
const SAID: readonly (keyof Step)[] = [
  ...(['about', 'technique', 'question', 'compared', 'with', 'outcome'] as const),
  ...(['place', 'time', 'finding', 'confidence', 'at'] as const),
];

export const step = defineKind({
  name: 'step',
  version: 1,
  schema,
  fields: {
    about: { class: 'internal', as: 'ref' },
    technique: { class: 'internal', as: 'code', scheme: 'step-technique' },
    question: { class: 'internal', search: true },
    compared: { class: 'internal', search: true },
    with: { class: 'internal' },
    outcome: { class: 'internal', as: 'code', scheme: 'step-outcome' },
    // Not projected as a point of the map: it is a step on the way, and the record that it is about has the place.
    place: { class: 'internal' },
    time: { class: 'internal' },
    finding: { class: 'internal', search: true },
    confidence: { class: 'internal', as: 'code', scheme: 'confidence' },
    by: { class: 'internal' },
    at: { class: 'internal' },
    ...COMMON_FIELDS,
  },
  rules: ({ after, before, author }): Problem[] => [
    ...(after.place === undefined ? [] : placeProblems(after.place, '/place')),
    ...(after.time === undefined ? [] : timeProblems(after.time, '/time')),
    ...(after.by === author || (before?.by === after.by && SAID.every((field) => sameJson(before[field], after[field])))
      ? []
      : [problem('/by', 'not-the-author', `Enter a step in your own name: "${author}".`)]),
  ],
  addRows(rows, { body }) {
    const named = (body.with ?? []).flatMap(({ item }) => item ?? []);
    rows.refs = [...new Set([...rows.refs, ...named])];
  },
});
