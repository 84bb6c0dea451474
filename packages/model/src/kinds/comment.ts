import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { commentRules } from '../rules/comment.ts';
import { levelOfField } from '../sensitivity.ts';
import { AccountId, FreeText, RecordId, Text } from '../values/text.ts';

const schema = kindSchema({
  about: RecordId,
  field: Type.Optional(Text),
  text: FreeText,
  mentions: Type.Optional(Type.Array(AccountId, { maxItems: 50 })),
  answers: Type.Optional(RecordId),
  resolved: Type.Optional(Type.Object({ by: Text, at: Text }, { additionalProperties: false })),
});

/** What members say to one another about a record. It is no evidence, yet it is kept as everything is. */
export type Comment = Static<typeof schema>;

export const comment = defineKind({
  name: 'comment',
  version: 1,
  schema,
  fields: {
    about: { class: 'internal', as: 'ref' },
    field: { class: 'internal' },
    text: { class: 'internal', search: true },
    mentions: { class: 'internal' },
    answers: { class: 'internal', as: 'ref' },
    resolved: { class: 'internal' },
    ...COMMON_FIELDS,
  },
  rules: commentRules,
  addRows(rows, { body: { mentions, resolved, sensitivity } }) {
    if (resolved !== undefined) return;
    const level = levelOfField('internal', sensitivity);
    for (const code of new Set(mentions ?? [])) rows.codes.push({ level, scheme: 'mention', code });
  },
});
