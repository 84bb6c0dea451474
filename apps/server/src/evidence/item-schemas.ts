import { Type } from '@fastify/type-provider-typebox';
import { MEDIA_SORTS } from './items.ts';

const ID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const Instant = Type.String({ format: 'date-time' });
const closed = { additionalProperties: false };

export const ItemParams = Type.Object({ id: Type.String({ pattern: ID }) });

export const ItemQuerySchema = Type.Object(
  {
    compartment: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' })),
    about: Type.Optional(
      Type.String({
        pattern: ID,
        description: 'Id of an incident: items that it, its acts, or statements and links about these name',
      }),
    ),
    type: Type.Optional(Type.Enum([...MEDIA_SORTS])),
    cursor: Type.Optional(Type.String({ maxLength: 1024 })),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$', description: '1 to 200; 50 unless told' })),
  },
  closed,
);

const Examination = Type.String({
  description: 'waiting, none (there is no file), or a code of the vocabulary examination-outcome',
});
const Named = Type.Object({ item: Type.String(), reference: Type.String() });
const size = { width: Type.Optional(Type.Integer()), height: Type.Optional(Type.Integer()) };
const file = {
  name: Type.Optional(Type.String()),
  bytes: Type.Optional(Type.Integer({ minimum: 0 })),
  mediaType: Type.Optional(Type.String()),
  ...size,
};

export const ItemPageSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      compartment: Type.String({ description: "The compartment's id" }),
      reference: Type.String(),
      revision: Type.Integer({ minimum: 1 }),
      at: Instant,
      itemKind: Type.Optional(Type.String()),
      title: Type.Optional(Type.String()),
      ...file,
      durationSeconds: Type.Optional(Type.Number()),
      graphic: Type.Optional(Type.String()),
      captureClass: Type.Optional(Type.String()),
      examination: Examination,
      thumbnail: Type.Optional(Type.Object({ item: Type.String(), ...size })),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()], {
    description: 'Give it as cursor to get the next page; null on the last',
  }),
});

export const EvidenceSchema = Type.Object({
  custody: Type.Array(
    Type.Object({
      at: Type.String({ description: 'As it was stated, or an instant; empty where nobody said when' }),
      event: Type.String({
        description:
          'A code of the vocabulary custody-event; or recorded, machine-read, edited, derived, moved-store, rechecked, altered, missing, opened, downloaded, exported',
      }),
      by: Type.Optional(Type.String()),
      from: Type.Optional(Type.String()),
      to: Type.Optional(Type.String()),
      place: Type.Optional(Type.String()),
      note: Type.Optional(Type.String()),
      count: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    { description: 'From the earliest to the latest, as far as the caller may know of each' },
  ),
  derivatives: Type.Array(
    Type.Object({
      item: Type.String(),
      reference: Type.String(),
      role: Type.String(),
      ...file,
      tool: Type.String(),
      toolVersion: Type.String(),
      at: Instant,
    }),
  ),
  parent: Type.Optional(Named),
  checklist: Type.Array(
    Type.Object({
      point: Type.String(),
      group: Type.String(),
      state: Type.Union([Type.Literal('present'), Type.Literal('missing'), Type.Literal('not-applicable')]),
    }),
    { description: 'Berkeley Protocol, chapter VI. A point whose field the caller may not read is not there.' },
  ),
  examination: Type.Object({
    state: Examination,
    tool: Type.Optional(Type.String()),
    toolVersion: Type.Optional(Type.String()),
    at: Type.Optional(Type.String()),
  }),
  sameFile: Type.Array(Named, { description: 'Other items of the compartment with the same bytes' }),
});

export const LinksBody = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        { item: Type.String({ pattern: ID }), as: Type.Union([Type.Literal('show'), Type.Literal('download')]) },
        closed,
      ),
      { minItems: 1, maxItems: 200 },
    ),
  },
  closed,
);

export const LinksSchema = Type.Object({
  expires: Instant,
  links: Type.Array(
    Type.Object({
      item: Type.String(),
      url: Type.String({ description: 'On the host for files; it opens without a cookie or token' }),
      mediaType: Type.String(),
      disposition: Type.Union([Type.Literal('inline'), Type.Literal('attachment')]),
    }),
  ),
});
