import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { batchRules } from '../rules/batch.ts';
import { levelOfField } from '../sensitivity.ts';
import { AccountId, FreeText, RecordId, Text, Title } from '../values/text.ts';
import { codesOf } from '../vocabularies/registry.ts';

const closed = { additionalProperties: false };

/** A value of a file that met another one here. Nobody decided yet, or the file's was taken, or ours was kept. */
const ImportConflict = Type.Object(
  {
    record: Type.Optional(RecordId),
    /** Where in the file, as its readers count. */
    row: Type.Optional(Text),
    field: Text,
    ours: Type.Optional(Type.Unknown()),
    theirs: Type.Optional(Type.Unknown()),
    why: Text,
    state: Type.Enum(['open', 'taken', 'kept']),
    by: Type.Optional(Text),
  },
  closed,
);

const schema = kindSchema({
  title: Title,
  batchKind: Type.Enum(codesOf('batch-kind')),
  /** Whose own queue it is; without it, it is the team's. */
  personal: Type.Optional(AccountId),
  origin: Type.Optional(FreeText),
  /** What an import or an intake said at its end: counts and the like. */
  report: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  conflicts: Type.Optional(Type.Array(ImportConflict, { maxItems: 5000 })),
  closed: Type.Optional(Type.Object({ by: Text, at: Text }, closed)),
});

/** What came in together and is looked through together. What belongs to it names it. */
export type Batch = Static<typeof schema>;

export const batch = defineKind({
  name: 'batch',
  version: 1,
  schema,
  fields: {
    title: { class: 'internal', search: true },
    batchKind: { class: 'internal', as: 'code', scheme: 'batch-kind' },
    personal: { class: 'internal' },
    origin: { class: 'internal' },
    report: { class: 'internal' },
    conflicts: { class: 'internal' },
    closed: { class: 'internal' },
    ...COMMON_FIELDS,
  },
  rules: batchRules,
  addRows(rows, { body: { conflicts, closed: ended, sensitivity } }) {
    const level = levelOfField('internal', sensitivity);
    const open = (conflicts ?? []).some(({ state }) => state === 'open');
    if (open) rows.codes.push({ level, scheme: 'conflict', code: 'open' });
    rows.codes.push({ level, scheme: 'batch-state', code: ended === undefined ? 'open' : 'closed' });
    const named = (conflicts ?? []).flatMap(({ record }) => record ?? []);
    rows.refs = [...new Set([...rows.refs, ...named])];
  },
});
