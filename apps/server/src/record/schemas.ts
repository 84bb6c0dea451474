import type { KindName } from '@cairn/model';
import { KINDS } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import type { FieldChange } from './types.ts';

const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** Looser than a UUID's own grammar: what is no id is answered like an unknown one, and this only keeps nonsense out of queries. */
const ID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const INSTANT =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$';

export const IdParams = Type.Object({ id: Type.String({ pattern: ID }) });

export const RecordSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(KIND_NAMES),
  compartment: Type.String({ description: "The compartment's name" }),
  reference: Type.String({ description: 'For instance KHA-000217' }),
  revision: Type.Integer({ minimum: 1 }),
  at: Type.String({ format: 'date-time' }),
  author: Type.String(),
  body: Type.Record(Type.String(), Type.Unknown()),
});

const Next = Type.Union([Type.String(), Type.Null()], {
  description: 'Give it as cursor to get the next page; null on the last',
});

export const PageSchema = Type.Object({ records: Type.Array(RecordSchema), next: Next });

const listing = {
  kind: Type.Optional(Type.Enum(KIND_NAMES)),
  compartment: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' })),
  cursor: Type.Optional(Type.String({ maxLength: 1024 })),
  limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$', description: '1 to 200; 50 unless told' })),
};

export const ListQuerySchema = Type.Object(
  {
    ...listing,
    reference: Type.Optional(
      Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{1,7}-[0-9]{1,9}$', description: 'That record alone: KHA-000217' }),
    ),
  },
  { additionalProperties: false },
);

export const SearchQuerySchema = Type.Object(
  {
    ...listing,
    text: Type.Optional(Type.String({ maxLength: 500 })),
    from: Type.Optional(Type.String({ pattern: INSTANT, description: 'Start of the period, ISO 8601' })),
    to: Type.Optional(Type.String({ pattern: INSTANT, description: 'End of the period, itself not in it' })),
    bbox: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'west,south,east,north in degrees; west beyond east crosses the antimeridian',
      }),
    ),
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'scheme:code, or the code alone' })),
    act: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'A code of the vocabulary act-type: incidents with a visible act of that type or a narrower one',
      }),
    ),
    place: Type.Optional(
      Type.String({ maxLength: 200, description: "Words of a place's name, or their beginnings, in any language" }),
    ),
    near: Type.Optional(
      Type.String({
        maxLength: 100,
        description: 'latitude,longitude,kilometres: records whose circle of place reaches into this one',
      }),
    ),
  },
  { additionalProperties: false },
);

export const RevisionsSchema = Type.Object({
  revisions: Type.Array(
    Type.Object({
      revision: Type.Integer({ minimum: 1 }),
      at: Type.String({ format: 'date-time' }),
      author: Type.String(),
      reason: Type.String(),
      entry: Type.String({ description: 'Log entry, hex' }),
      leaf: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
        description: 'Index in the log; null while it waits for the sequencer',
      }),
      changes: Type.Array(
        Type.Unsafe<FieldChange>(Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
      ),
    }),
  ),
});

const RotationsSchema = Type.Optional(
  Type.Array(Type.String(), {
    description: 'Rotations that led to this key, oldest first: each a note that old and new keys signed',
  }),
);

export const ProofSchema = Type.Object({
  token: Type.String({ description: 'SD-JWT with the disclosed fields (RFC 9901)' }),
  tlogProof: Type.String({ description: 'C2SP tlog-proof@v1' }),
  stamps: Type.Array(Type.Unknown()),
  key: Type.String({ description: 'C2SP verifier key of the log; compare it with one from outside' }),
  rotations: RotationsSchema,
});

export const ConsistencySchema = Type.Object({
  checkpoint: Type.String({ description: 'Signed note of the newest checkpoint (C2SP tlog-checkpoint)' }),
  key: Type.String({ description: 'C2SP verifier key of the log; compare it with the one that you know' }),
  rotations: RotationsSchema,
  proof: Type.Array(Type.String(), {
    description:
      'Hashes of the consistency proof in base64 (RFC 9162 section 2.1.4); none from an equal size or from 0',
  }),
});

export const IntegritySchema = Type.Object({
  size: Type.Integer({ minimum: 0 }),
  anchored: Type.Object({
    size: Type.Integer({ minimum: 0 }),
    by: Type.Array(Type.String()),
    time: Type.Union([Type.String(), Type.Null()]),
  }),
  unanchored: Type.Integer({ minimum: 0 }),
  pending: Type.Integer({ minimum: 0 }),
  signing: Type.Object({ ok: Type.Boolean(), message: Type.String() }),
  lastAudit: Type.Union(
    [
      Type.Object({
        at: Type.String({ format: 'date-time' }),
        size: Type.Integer({ minimum: 0, description: 'Entries of the log then' }),
        findings: Type.Integer({ minimum: 0 }),
      }),
      Type.Null(),
    ],
    { description: 'The last audit of this data folder; null when none was run' },
  ),
  alarms: Type.Object(
    { files: Type.Boolean(), forks: Type.Boolean() },
    { description: "Whether a file is altered or missing, and whether a partner's log showed two histories" },
  ),
});
