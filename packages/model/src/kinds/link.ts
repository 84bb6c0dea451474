import Type, { type Static } from 'typebox';
import { COMMON_FIELDS, defineKind, kindSchema } from '../define.ts';
import { linkRules, neededByLink } from '../rules/link.ts';
import { levelOfField } from '../sensitivity.ts';
import { CodingSchema } from '../values/coding.ts';
import { FuzzyTimeSchema } from '../values/fuzzy-time.ts';
import { RecordId, Text } from '../values/text.ts';
import { LINK_TYPES } from '../vocabularies/link-types.ts';
import { ASSESSED_FIELDS, ASSESSED_PROPERTIES } from './assessed.ts';

const schema = kindSchema({
  from: RecordId,
  to: RecordId,
  type: Type.Enum(LINK_TYPES),
  degree: Type.Optional(CodingSchema),
  time: Type.Optional(FuzzyTimeSchema),
  reasons: Type.Optional(Text),
  withdrawn: Type.Optional(Type.Object({ by: Text, reasons: Text }, { additionalProperties: false })),
  ...ASSESSED_PROPERTIES,
});

/** A typed relation from one record to another. A link that no longer holds is withdrawn, not deleted. */
export type Link = Static<typeof schema>;

export const link = defineKind({
  name: 'link',
  version: 2,
  schema,
  fields: {
    from: { class: 'public', as: 'ref' },
    to: { class: 'public', as: 'ref' },
    type: { class: 'public' },
    degree: { class: 'public', as: 'coding', scheme: 'degree' },
    time: { class: 'public', as: 'time' },
    reasons: { class: 'internal', search: true },
    withdrawn: { class: 'internal' },
    ...ASSESSED_FIELDS,
    ...COMMON_FIELDS,
  },
  rules: linkRules,
  needs: neededByLink,
  addRows(rows, { body }) {
    // An erasure may have taken any of them.
    const { from, to, type, withdrawn, sensitivity } = body as Partial<Link>;
    if (withdrawn === undefined && from !== undefined && to !== undefined && type !== undefined)
      rows.links.push({ level: levelOfField('public', sensitivity), from, to, type });
  },
});
