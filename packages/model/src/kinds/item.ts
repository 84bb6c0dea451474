import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { RecordId, Text, Title } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

const File = Type.Object(
  {
    name: Type.Optional(Text),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    bytes: Type.Integer({ minimum: 0 }),
    mediaType: Type.Optional(Text),
  },
  { additionalProperties: false },
);

/** How the item reached the team. `parent` is the item that it was made from. */
const Origin = Type.Object(
  {
    obtainedFrom: Type.Optional(Text),
    obtainedBy: Type.Optional(Text),
    obtainedAt: Type.Optional(Text),
    method: Type.Optional(Text),
    tool: Type.Optional(Text),
    parent: Type.Optional(RecordId),
  },
  { additionalProperties: false },
);

const schema = kindSchema({
  itemKind: Type.Enum(codesOf('item-kind')),
  file: Type.Optional(File),
  title: Type.Optional(Title),
  url: Type.Optional(Text),
  publicUrl: Type.Optional(Text),
  captureClass: Type.Optional(Type.Enum(codesOf('capture-class'))),
  licence: Type.Optional(Text),
  storagePlace: Type.Optional(Text),
  provenance: Type.Optional(Origin),
});

/** Something that can be looked at again: a file, a capture, a testimony, a paper, an object, a bare link. */
export type Item = Static<typeof schema>;

export const item = defineKind({
  name: 'item',
  version: 1,
  schema,
  fields: {
    itemKind: { class: 'public', as: 'code', scheme: 'item-kind' },
    file: { class: 'internal' },
    title: { class: 'internal', search: true },
    // A post's address names its author's account; pages that identify no private person go into publicUrl.
    url: { class: 'identity' },
    publicUrl: { class: 'public' },
    captureClass: { class: 'internal' },
    licence: { class: 'internal' },
    storagePlace: { class: 'case-only' },
    provenance: { class: 'case-only' },
    ...COMMON_FIELDS,
  },
  addRows(rows, { body }) {
    if (body.provenance?.parent !== undefined) rows.refs.push(body.provenance.parent);
  },
});
