import { CodingSchema, LINK_TYPES, ProvenanceSchema } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { decodeCursor, encodeCursor } from '../record/cursor.ts';
import { addRelations, relationsOf } from './relations.ts';

const tags = ['relations'];
const closed = { additionalProperties: false };
const Id = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
});
/** Most links of one page, and of one list that is written. */
const MOST = 500;

const RelationsSchema = Type.Object({
  nodes: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      reference: Type.String(),
      name: Type.String({ description: 'Title, public name or code; empty where there is none' }),
      code: Type.Optional(Type.String({ description: 'Type of an act or an actor' })),
      level: Type.Optional(Type.Integer()),
      incident: Type.Optional(Type.String({ description: 'Of an act: the incident in which it was done' })),
    }),
  ),
  links: Type.Array(
    Type.Object({
      id: Type.String(),
      from: Type.String(),
      to: Type.String(),
      type: Type.String(),
      level: Type.Optional(Type.Integer()),
      degree: Type.Optional(Type.String()),
    }),
  ),
  groups: Type.Array(
    Type.Object({ type: Type.String(), direction: Type.Enum(['in', 'out'] as const), n: Type.Integer() }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});

/** Who did what to whom, and what led to what: one hop at a time. */
export function relationRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/records/:id/relations',
    {
      config: { access: 'account', activity: 'view' },
      schema: {
        summary: 'What is linked to a record, and to its acts where it is an incident',
        tags,
        params: Type.Object({ id: Id }),
        querystring: Type.Object(
          {
            type: Type.Optional(Type.Enum(LINK_TYPES)),
            direction: Type.Optional(Type.Enum(['in', 'out'] as const)),
            cursor: Type.Optional(Type.String({ maxLength: 1024 })),
            limit: Type.Optional(
              Type.String({
                pattern: '^([0-9]|[1-9][0-9]|[1-4][0-9]{2}|500)$',
                description: '0 to 500; 200 unless told',
              }),
            ),
            group: Type.Optional(Type.Literal('1', { description: 'Counts by type and direction' })),
          },
          closed,
        ),
        response: { 200: RelationsSchema },
      },
    },
    async (request) => {
      const { type, direction, cursor, limit, group } = request.query;
      const { nodes, links, groups, next } = await relationsOf(
        instance,
        sessionOfRequest(request),
        request.params.id.toLowerCase(),
        {
          ...(type === undefined ? {} : { type }),
          ...(direction === undefined ? {} : { direction }),
          ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor) }),
          limit: Number(limit ?? 200),
          groups: group !== undefined,
        },
      );
      return { nodes, links, groups, next: next === null ? null : encodeCursor(next) };
    },
  );

  app.post(
    '/api/v1/relations',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Write many links at once: all or none',
        tags,
        body: Type.Object(
          {
            links: Type.Array(
              Type.Object(
                {
                  from: Id,
                  to: Id,
                  type: Type.Enum(LINK_TYPES),
                  degree: Type.Optional(CodingSchema),
                  basis: Type.Optional(Type.Array(ProvenanceSchema, { maxItems: 50 })),
                  reasons: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
                },
                closed,
              ),
              { minItems: 1, maxItems: MOST },
            ),
            reason: Type.String({ pattern: '\\S', maxLength: 2000 }),
          },
          closed,
        ),
        response: {
          201: Type.Object({
            links: Type.Array(Type.Object({ id: Type.String(), revision: Type.Integer(), reference: Type.String() })),
          }),
        },
      },
    },
    async (request, reply) => {
      const links = await addRelations(instance, sessionOfRequest(request), request.body as never);
      return reply.code(201).send({ links });
    },
  );
}
