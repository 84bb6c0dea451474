import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { actorRules } from '../rules/actor.ts';
import { CodingSchema } from '../values/coding.ts';
import { ProvenanceSchema, provenanceTarget } from '../values/provenance.ts';
import { FreeText, isRecordId, Language, Text } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

const Name = Type.Object(
  { text: Text, lang: Type.Optional(Language), script: Type.Optional(Text) },
  { additionalProperties: false },
);

/** What identifies a natural person; leads and those whom they name read it. */
const Identity = Type.Object(
  {
    names: Type.Optional(Type.Array(Name)),
    contacts: Type.Optional(Type.Array(Type.Object({ kind: Text, value: Text }, { additionalProperties: false }))),
    birth: Type.Optional(
      Type.Object({ date: Type.Optional(Text), place: Type.Optional(Text) }, { additionalProperties: false }),
    ),
    documents: Type.Optional(
      Type.Array(
        Type.Object({ kind: Text, number: Text, issuer: Type.Optional(Text) }, { additionalProperties: false }),
      ),
    ),
  },
  { additionalProperties: false },
);

const Attribute = Type.Object(
  {
    name: Text,
    value: Type.Union([FreeText, Type.Number(), Type.Boolean()]),
    basis: Type.Optional(Type.Array(ProvenanceSchema)),
  },
  { additionalProperties: false },
);

const schema = kindSchema({
  actorType: Type.Enum(codesOf('actor-type')),
  names: Type.Optional(Type.Array(Name)),
  namesPublic: Type.Optional(Type.Object({ source: Text }, { additionalProperties: false })),
  identity: Type.Optional(Identity),
  sourceCode: Type.Optional(Text),
  codes: Type.Optional(Type.Array(CodingSchema)),
  attributes: Type.Optional(Type.Array(Attribute)),
});

/** A person, group, unit, organisation or State body, free of role: roles arise from links. */
export type Actor = Static<typeof schema>;

export const actor = defineKind({
  name: 'actor',
  version: 2,
  schema,
  fields: {
    actorType: { class: 'public', as: 'code', scheme: 'actor-type' },
    names: { class: 'public', as: 'names', search: true },
    namesPublic: { class: 'public' },
    identity: { class: 'identity' },
    sourceCode: { class: 'internal', search: true },
    codes: { class: 'public', as: 'codings' },
    attributes: { class: 'case-only' },
    ...COMMON_FIELDS,
  },
  rules: actorRules,
  addRows(rows, { body: { namesPublic, attributes } }) {
    const named = (attributes ?? []).flatMap(({ basis }) => basis ?? []).map(provenanceTarget);
    rows.refs = [...new Set([...rows.refs, namesPublic?.source, ...named])].filter(isRecordId);
  },
});
