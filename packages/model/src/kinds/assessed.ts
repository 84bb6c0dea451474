import Type from 'typebox';
import type { FieldSpec } from '../kind.ts';
import { LevelSchema } from '../values/level.ts';
import { ProvenanceSchema } from '../values/provenance.ts';
import { Text } from '../values/text.ts';

const Decision = Type.Object({ by: Text, reasons: Text }, { additionalProperties: false });

/** The fields of a record that makes a claim: what it rests on, how firmly it stands, and who decided that. */
export const ASSESSED_PROPERTIES = {
  basis: Type.Optional(Type.Array(ProvenanceSchema)),
  level: Type.Optional(LevelSchema),
  proposal: Type.Optional(
    Type.Object({ level: LevelSchema, by: Text, reasons: Text }, { additionalProperties: false }),
  ),
  confirmation: Type.Optional(Decision),
  capLiftProposal: Type.Optional(Decision),
  capLift: Type.Optional(Decision),
};

export const ASSESSED_FIELDS = {
  basis: { class: 'internal', as: 'basis' },
  level: { class: 'public', as: 'level' },
  proposal: { class: 'internal' },
  confirmation: { class: 'internal' },
  capLiftProposal: { class: 'internal' },
  capLift: { class: 'internal' },
} as const satisfies Record<keyof typeof ASSESSED_PROPERTIES, FieldSpec>;
