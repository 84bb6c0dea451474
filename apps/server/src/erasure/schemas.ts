import { Type } from '@fastify/type-provider-typebox';
import { BEYOND } from './types.ts';

const strict = { additionalProperties: false } as const;
const ID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const Id = Type.String({ pattern: ID, description: 'A UUID' });
const Instant = Type.String({ format: 'date-time' });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const OrNull = Type.Union([Type.String(), Type.Null()]);

export const ErasureParams = Type.Object({ id: Id });
export const ErasuresQuery = Type.Object({ compartment: Type.Optional(Id) }, strict);

const query = {
  compartment: Type.Optional(Id),
  targets: Type.Array(
    Type.Object(
      {
        record: Id,
        fields: Type.Optional(
          Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
            minItems: 1,
            maxItems: 200,
            description: 'As title, body.title or reason; all that can be erased where it is left out',
          }),
        ),
      },
      strict,
    ),
    { maxItems: 1000 },
  ),
  value: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: 'Looked for in all that the caller reads; never stored' }),
  ),
};
export const PreviewBody = Type.Object(query, strict);
export const RequestBody = Type.Object({ ...query, reason: Reason }, strict);
export const RefuseBody = Type.Object({ reason: Reason }, strict);
export const ApproveBody = Type.Object(
  {
    challenge: Type.String({ minLength: 1, maxLength: 200 }),
    response: Type.Record(Type.String(), Type.Unknown(), { description: 'What the passkey signed' }),
  },
  strict,
);

const Because = Type.Enum(['named', 'value', 'file', 'derivative']);
const PlaceSchema = Type.Object({
  record: Type.String(),
  reference: Type.String(),
  kind: Type.String(),
  revision: Type.Integer(),
  claim: Type.String(),
  level: Type.String(),
  current: Type.Boolean({ description: 'Whether the record shows it now' }),
  because: Because,
});
const BackupSchema = Type.Object({
  id: Type.String(),
  at: Type.String(),
  name: Type.String(),
  encrypted: Type.Boolean(),
  expires: Type.String(),
});
export const PreviewSchema = Type.Object({
  compartment: Type.String(),
  places: Type.Array(PlaceSchema),
  fixed: Type.Array(PlaceSchema, { description: 'Holds the value and stays: it is structure' }),
  derived: Type.Array(Type.Object({ table: Type.String(), rows: Type.Integer() })),
  files: Type.Array(
    Type.Object({
      record: Type.String(),
      reference: Type.String(),
      name: Type.String(),
      bytes: Type.Integer(),
      because: Because,
    }),
  ),
  unseen: Type.Array(Type.Object({ record: Type.String(), disclosures: Type.Integer() })),
  complete: Type.Boolean({
    description: 'Whether everything was looked through: of a request, whether who asked for it could',
  }),
  backups: Type.Array(BackupSchema),
  beyond: Type.Array(Type.Enum([...BEYOND]), { description: 'What no erasure reaches' }),
});

export const ErasureSchema = Type.Object({
  id: Type.String(),
  compartment: Type.String(),
  requestedBy: Type.String(),
  requestedAt: Instant,
  reason: Type.String(),
  targets: Type.Array(
    Type.Object({ record: Type.String(), number: Type.Integer(), claim: Type.String(), level: Type.String() }),
  ),
  files: Type.Integer(),
  complete: Type.Boolean({
    description:
      'False where whoever asked looked for a value and reads part of the compartment only: copies may remain',
  }),
  state: Type.Enum(['requested', 'refused', 'withdrawn', 'done']),
  decidedBy: OrNull,
  decidedAt: OrNull,
  signed: Type.Boolean({ description: 'Whether a passkey signed the decision' }),
  digest: Type.String({ description: 'What the passkey of the second person signs' }),
});
export const ErasuresSchema = Type.Object({ erasures: Type.Array(ErasureSchema) });
export const ShownSchema = Type.Object({
  erasure: ErasureSchema,
  preview: Type.Union([PreviewSchema, Type.Null()]),
  backups: Type.Array(BackupSchema, { description: 'Those that hold it still, once it is done' }),
});
export const ResultSchema = Type.Object({
  erasure: ErasureSchema,
  disclosures: Type.Integer(),
  records: Type.Integer(),
  files: Type.Integer({ description: 'Removed from the store' }),
  keptFiles: Type.Integer({ description: 'Stay, because other records name them' }),
  scrubbed: Type.Boolean({
    description: 'Whether the database files hold no trace any more of what was erased; see complete',
  }),
  notDone: Type.Array(Type.String()),
  backups: Type.Array(BackupSchema),
});

export const ErasedSchema = Type.Object({
  erased: Type.Array(
    Type.Object({
      revision: Type.Integer(),
      claim: Type.String(),
      erasure: Type.String({ description: 'Id of the erasure' }),
      at: Instant,
    }),
  ),
});
