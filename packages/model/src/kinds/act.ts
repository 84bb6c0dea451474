import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { actRules, neededByAct } from '../rules/act.ts';
import { CodingSchema } from '../values/coding.ts';
import { FuzzyPlaceSchema } from '../values/fuzzy-place.ts';
import { FuzzyTimeSchema } from '../values/fuzzy-time.ts';
import { HarmSchema } from '../values/harm.ts';
import { ProvenanceSchema } from '../values/provenance.ts';
import { FreeText, RecordId } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';
import { ASSESSED_FIELDS, ASSESSED_PROPERTIES } from './assessed.ts';

const schema = kindSchema({
  incident: RecordId,
  type: CodingSchema,
  method: Type.Optional(CodingSchema),
  object: Type.Optional(CodingSchema),
  omission: Type.Optional(Type.Boolean()),
  time: Type.Optional(FuzzyTimeSchema),
  place: Type.Optional(FuzzyPlaceSchema),
  statedReason: Type.Optional(FreeText),
  endStatus: Type.Optional(Type.Enum(codesOf('end-status'))),
  harm: Type.Optional(Type.Array(HarmSchema)),
  ...ASSESSED_PROPERTIES,
  basis: Type.Array(ProvenanceSchema),
});

/** One kind of conduct within an incident, by doing or by failing to do. */
export type Act = Static<typeof schema>;

export const act = defineKind({
  name: 'act',
  version: 2,
  schema,
  fields: {
    incident: { class: 'public', as: 'ref' },
    type: { class: 'public', as: 'coding', scheme: 'act-type' },
    method: { class: 'public', as: 'coding', scheme: 'method' },
    object: { class: 'public', as: 'coding', scheme: 'object' },
    omission: { class: 'public' },
    time: { class: 'public', as: 'time' },
    place: { class: 'public', as: 'place', search: true },
    statedReason: { class: 'internal', search: true },
    endStatus: { class: 'public', as: 'code', scheme: 'end-status' },
    harm: { class: 'public', as: 'counts' },
    ...ASSESSED_FIELDS,
    ...COMMON_FIELDS,
  },
  rules: actRules,
  needs: neededByAct,
});
