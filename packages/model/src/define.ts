import Type, { type Static, type TObject, type TProperties } from 'typebox';
import {
  type Body,
  type FieldSpec,
  type Kind,
  type KindName,
  type ProjectedRecord,
  type Projection,
  type RuleContext,
  UnknownVersion,
} from './kind.ts';
import type { Problem } from './problem.ts';
import { fieldProjector } from './projection.ts';
import { countRules } from './rules/counts.ts';
import { SensitivitySchema } from './sensitivity.ts';
import { CustomSchema } from './values/custom.ts';
import { AccountId, Code, ExternalId, FreeText, LONGEST_TAG, RecordId, Scheme, Text } from './values/text.ts';

/** Where an imported record comes from: data set, its id there, which of several with that id, and its role in the row. */
export const ExternalSchema = Type.Object(
  { dataset: Scheme, id: ExternalId, occurrence: Type.Integer({ minimum: 0 }), role: Code },
  { additionalProperties: false },
);

/** What an importer found wrong in a row and left as it was. */
export const FlagSchema = Type.Object(
  {
    row: Type.Optional(Type.Integer({ minimum: 0 })),
    column: Type.Optional(FreeText),
    value: Type.Optional(Type.Unknown()),
    problem: Text,
  },
  { additionalProperties: false },
);

/** The fields that every kind has. */
export const COMMON_PROPERTIES = {
  sensitivity: Type.Optional(SensitivitySchema),
  external: Type.Optional(ExternalSchema),
  flags: Type.Optional(Type.Array(FlagSchema)),
  notes: Type.Optional(FreeText),
  /** Words of the team's own, by which records are found together. */
  tags: Type.Optional(Type.Array(Type.String({ pattern: '\\S', maxLength: LONGEST_TAG }), { maxItems: 50 })),
  /** Values of the compartment's own fields, by their keys. */
  custom: Type.Optional(CustomSchema),
  /** What it came in with: an evening's uploads, or one run of an import. */
  batch: Type.Optional(RecordId),
  /** The accounts whose work it is now. */
  assigned: Type.Optional(Type.Array(AccountId, { maxItems: 20 })),
  /** The day by which it should be done. */
  due: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
};

export const COMMON_FIELDS = {
  sensitivity: { class: 'public' },
  external: { class: 'internal' },
  flags: { class: 'internal' },
  notes: { class: 'case-only' },
  tags: { class: 'internal', as: 'tags', search: true },
  custom: { class: 'internal', as: 'custom', search: true },
  batch: { class: 'internal', as: 'batch' },
  assigned: { class: 'internal', as: 'accounts', scheme: 'assigned' },
  due: { class: 'internal', as: 'date', scheme: 'due' },
} as const satisfies Record<keyof typeof COMMON_PROPERTIES, FieldSpec>;

/** The object schema of a kind: its own fields and the common ones, nothing else. */
export function kindSchema<P extends TProperties>(properties: P) {
  return Type.Object({ ...properties, ...COMMON_PROPERTIES }, { additionalProperties: false });
}

interface Definition<S extends TObject> {
  name: KindName;
  version: number;
  schema: S;
  fields: Readonly<Record<Extract<keyof Static<S>, string>, FieldSpec>>;
  rules?(context: RuleContext<Static<S>>): Problem[];
  needs?(body: Static<S>): string[];
  /** What the kind leaves beside the rows that its fields' meanings give. */
  addRows?(rows: Projection, record: ProjectedRecord<Static<S>>): void;
}

/** Makes a kind of its schema, field classes and rules. The rules that hold for every kind come first. */
export function defineKind<S extends TObject>(definition: Definition<S>): Kind<Static<S>> {
  const { name, version, schema, fields } = definition;
  const projectFields = fieldProjector(fields);
  const checkCounts = countRules(fields);
  return {
    name,
    version,
    schema,
    fields,
    rules: (context) => [...checkCounts(context.after as Body), ...(definition.rules?.(context) ?? [])],
    needs: (body) => definition.needs?.(body) ?? [],
    upgrade(body, fromVersion) {
      if (!Number.isInteger(fromVersion) || fromVersion < 1 || fromVersion > version) {
        throw new UnknownVersion(name, fromVersion, version);
      }
      return body as Static<S>;
    },
    project(record) {
      const rows = projectFields(record.body as Body);
      definition.addRows?.(rows, record);
      return rows;
    },
  };
}
