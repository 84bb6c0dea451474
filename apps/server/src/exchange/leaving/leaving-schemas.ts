import { EXPORT_PURPOSES } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { EXPORT_FORMATS } from './wish.ts';

const closed = { additionalProperties: false };
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Names = Type.Array(Name, { maxItems: 200 });
const Text = Type.String();
const Nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(schema: T) =>
  Type.Union([schema, Type.Null()]);

export const WishBody = Type.Object(
  {
    query: Type.String({ maxLength: 30_000, description: 'Query of the library, as its address has it' }),
    format: Type.Enum(EXPORT_FORMATS),
    purpose: Type.Enum(EXPORT_PURPOSES),
    recipient: Type.String({ pattern: '\\S', maxLength: 500, description: 'Who gets it' }),
    terms: Type.Optional(Type.String({ maxLength: 5000, description: 'Terms of use; they go with the file' })),
    fields: Type.Optional({ ...Names, description: 'Guarded fields that a lead chooses by name: incident.context' }),
    include: Type.Optional(Type.Array(Type.Enum(['set-aside', 'duplicate']), { maxItems: 2 })),
    accept: Type.Optional({ ...Names, description: 'Codes of warnings that are accepted' }),
    language: Type.Optional(Type.Enum(['en', 'uk'])),
  },
  closed,
);

export const PreviewSchema = Type.Object({
  found: Type.Integer(),
  examined: Type.Integer(),
  records: Type.Record(Type.String(), Type.Integer()),
  heldBack: Type.Array(
    Type.Object({
      ...{ what: Text, why: Text, n: Type.Integer() },
      records: Type.Array(Type.Object({ id: Text, reference: Text })),
    }),
  ),
  warnings: Type.Array(Type.Object({ code: Text, n: Type.Integer(), tick: Type.Boolean() })),
  fields: Type.Array(
    Type.Object({ field: Text, state: Type.Enum(['in', 'choosable', 'out']), why: Nullable(Type.String()) }),
  ),
  mayChoose: Type.Boolean(),
  compartments: Type.Array(Type.Object({ id: Text, name: Text })),
});

export const DeparturesQuery = Type.Object(
  {
    compartment: Type.Optional({ ...Name, description: 'Name, code or id' }),
    cursor: Type.Optional(Type.String({ maxLength: 1024 })),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })),
  },
  closed,
);

const Maybe = { records: Type.Union([Type.Record(Type.String(), Type.Integer()), Type.Null()]) };
const Words = Type.Union([Type.Array(Type.String()), Type.Null()]);

export const DeparturesSchema = Type.Object({
  departures: Type.Array(
    Type.Object({
      id: Text,
      at: Text,
      compartments: Type.Array(Type.String()),
      purpose: Text,
      format: Text,
      terms: Text,
      state: Type.Enum(['begun', 'left', 'broken-off']),
      whole: Type.Boolean({ description: 'Whether all of it is told; the fields below are null where it is not' }),
      by: Nullable(Type.String()),
      name: Nullable(Type.String()),
      recipient: Nullable(Type.String()),
      query: Nullable(Type.String()),
      chosen: Type.Union([Type.Array(Type.Object({ field: Text, by: Text })), Type.Null()]),
      included: Words,
      warnings: Words,
      levels: Words,
      ...Maybe,
      bytes: Nullable(Type.Integer()),
      digest: Nullable(Type.String()),
      ended: Nullable(Type.String()),
    }),
  ),
  next: Nullable(Type.String()),
});

export const DelaySchema = Type.Object(
  { hours: Type.Integer({ minimum: 0, maximum: 8760, description: 'Incidents younger than this warn' }) },
  closed,
);
