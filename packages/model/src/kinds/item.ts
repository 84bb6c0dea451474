import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { itemRules } from '../rules/item.ts';
import { levelOfField } from '../sensitivity.ts';
import { Code, FreeText, RecordId, Text, Title } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

const closed = { additionalProperties: false };

const File = Type.Object(
  {
    name: Type.Optional(Text),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    bytes: Type.Integer({ minimum: 0 }),
    mediaType: Type.Optional(Text),
  },
  closed,
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
  closed,
);

const Consent = Type.Object(
  { status: Type.Enum(codesOf('consent-status')), scope: Type.Optional(FreeText), at: Type.Optional(Text) },
  closed,
);

/** Which program said it. */
const byTool = { tool: Text, toolVersion: Text };

/** What a program read from the file itself. Width and height in pixels as a person sees the picture, orientation applied. */
const Technical = Type.Object(
  {
    outcome: Type.Enum(codesOf('examination-outcome')),
    mediaType: Type.Optional(Code),
    width: Type.Optional(Type.Integer({ minimum: 1 })),
    height: Type.Optional(Type.Integer({ minimum: 1 })),
    /** EXIF 2.3 tag 0x0112. */
    orientation: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
    durationSeconds: Type.Optional(Type.Number({ minimum: 0 })),
    codec: Type.Optional(Text),
    ...byTool,
    at: Text,
  },
  closed,
);

/** What the file says of its own recording: WGS 84 degrees, metres, degrees from north; times as they stand there. */
const Recorded = Type.Object(
  {
    at: Type.Optional(Text),
    zone: Type.Optional(Text),
    camera: Type.Optional(Text),
    latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    altitude: Type.Optional(Type.Number()),
    direction: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
  },
  closed,
);

/** All that is embedded. It may name the device, its owner and networks, so it identifies whoever recorded it. */
const Embedded = Type.Object(
  { tags: Type.Array(Type.Object({ name: Text, value: FreeText }, closed), { maxItems: 2000 }), ...byTool },
  closed,
);

/** What this item was made from, and with what. */
const Derivative = Type.Object({ of: RecordId, role: Type.Enum(codesOf('derivative-role')), ...byTool }, closed);

/** How it was collected from the network (Berkeley Protocol, chapter VI.C). */
const Collection = Type.Object(
  {
    at: Type.Optional(Text),
    clockOffsetSeconds: Type.Optional(Type.Number()),
    collector: Type.Optional(Text),
    tool: Type.Optional(Text),
    toolVersion: Type.Optional(Text),
    method: Type.Optional(Text),
    legalBasis: Type.Optional(Text),
    purpose: Type.Optional(Text),
    risk: Type.Optional(Text),
    context: Type.Optional(FreeText),
    pageSource: Type.Optional(RecordId),
    pageCapture: Type.Optional(RecordId),
  },
  closed,
);

/** What was shown to the network while collecting; it may give a colleague away. */
const CollectedUnder = Type.Object({ ip: Type.Optional(Text), account: Type.Optional(Text) }, closed);

/** One step of custody as a person enters it; what the machine did stands in revisions, deeds and activity. */
const Step = Type.Object(
  {
    at: Text,
    event: Type.Enum(codesOf('custody-event')),
    from: Type.Optional(Text),
    to: Type.Optional(Text),
    place: Type.Optional(Text),
    note: Type.Optional(FreeText),
  },
  closed,
);

/** What was decided when the item was looked through. */
const Triage = Type.Object(
  { state: Type.Enum(codesOf('triage')), by: Text, at: Text, reasons: Type.Optional(FreeText) },
  closed,
);

const schema = kindSchema({
  itemKind: Type.Enum(codesOf('item-kind')),
  file: Type.Optional(File),
  title: Type.Optional(Title),
  url: Type.Optional(Text),
  publicUrl: Type.Optional(Text),
  captureClass: Type.Optional(Type.Enum(codesOf('capture-class'))),
  source: Type.Optional(RecordId),
  sourceCode: Type.Optional(Text),
  licence: Type.Optional(Text),
  conditions: Type.Optional(FreeText),
  consent: Type.Optional(Consent),
  graphic: Type.Optional(Type.Enum(codesOf('graphic'))),
  storagePlace: Type.Optional(Text),
  provenance: Type.Optional(Origin),
  collection: Type.Optional(Collection),
  collectedUnder: Type.Optional(CollectedUnder),
  custody: Type.Optional(Type.Array(Step, { maxItems: 1000 })),
  technical: Type.Optional(Technical),
  recorded: Type.Optional(Recorded),
  embedded: Type.Optional(Embedded),
  derivative: Type.Optional(Derivative),
  triage: Type.Optional(Triage),
});

/** Something that can be looked at again: a file, a capture, a testimony, a paper, an object, a bare link. */
export type Item = Static<typeof schema>;

export const item = defineKind({
  name: 'item',
  version: 3,
  schema,
  fields: {
    itemKind: { class: 'public', as: 'code', scheme: 'item-kind' },
    file: { class: 'internal' },
    title: { class: 'internal', search: true },
    // A post's address names its author's account; pages that identify no private person go into publicUrl.
    url: { class: 'identity' },
    publicUrl: { class: 'public' },
    captureClass: { class: 'internal' },
    source: { class: 'internal', as: 'ref' },
    sourceCode: { class: 'internal', search: true },
    licence: { class: 'internal' },
    conditions: { class: 'internal' },
    consent: { class: 'internal' },
    graphic: { class: 'internal', as: 'code', scheme: 'graphic' },
    storagePlace: { class: 'case-only' },
    provenance: { class: 'case-only' },
    collection: { class: 'case-only' },
    collectedUnder: { class: 'identity' },
    custody: { class: 'case-only' },
    technical: { class: 'internal' },
    recorded: { class: 'case-only' },
    embedded: { class: 'identity' },
    derivative: { class: 'internal' },
    triage: { class: 'internal' },
    ...COMMON_FIELDS,
  },
  rules: itemRules,
  addRows(rows, { body }) {
    const { file, technical, derivative, provenance, collection, triage, sensitivity } = body;
    const level = levelOfField('internal', sensitivity);
    const mediaType = technical?.mediaType ?? file?.mediaType;
    // By its digest the team finds the same file again; the rows have the file's own level.
    if (file !== undefined) rows.codes.push({ level, scheme: 'sha256', code: file.sha256 });
    if (mediaType !== undefined && mediaType.length <= 200)
      rows.codes.push({ level, scheme: 'media-type', code: mediaType });
    if (derivative !== undefined) rows.codes.push({ level, scheme: 'derivative-role', code: derivative.role });
    if (triage !== undefined) rows.codes.push({ level, scheme: 'triage', code: triage.state });
    const named = [derivative?.of, provenance?.parent, collection?.pageSource, collection?.pageCapture];
    rows.refs = [...new Set([...rows.refs, ...named.filter((id) => id !== undefined)])];
  },
});
