import { LIKENESS_REASONS } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { decodeCursor, encodeCursor } from '../record/cursor.ts';
import {
  COMPARED_KINDS,
  checkDuplicates,
  comparing,
  decidePair,
  groupOf,
  listPairs,
  withdrawDecision,
} from './duplicates.ts';

const tags = ['duplicates'];
const closed = { additionalProperties: false };
const Id = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
});
const Compartment = Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' });
const Reasons = Type.String({ pattern: '\\S', maxLength: 2000 });
const Kind = Type.Enum(COMPARED_KINDS);

const likeness = {
  score: Type.Number({ minimum: 0, maximum: 1, description: 'How alike; a proposal to look, no decision' }),
  reasons: Type.Array(
    Type.Object({
      of: Type.Enum(LIKENESS_REASONS),
      value: Type.Number({ description: '0 where it differs, 1 where it is the same' }),
      detail: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
};
const Side = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  compartment: Type.String({ description: "The compartment's id" }),
  reference: Type.String(),
  revision: Type.Integer(),
  at: Type.String(),
  body: Type.Record(Type.String(), Type.Unknown()),
  names: Type.Array(Type.String(), { description: 'Public names of actors around it' }),
  acts: Type.Array(Type.String(), { description: 'scheme:code of its acts' }),
});
const Made = Type.Object({ id: Type.String(), revision: Type.Integer(), reference: Type.String() });

/** Records that may be the same, and decisions about them. */
export function duplicateRoutes(app: App, instance: Instance): void {
  checkRoute(app, instance);
  listRoutes(app, instance);
  decisionRoutes(app, instance);
}

function checkRoute(app: App, instance: Instance): void {
  app.post(
    '/api/v1/duplicates/check',
    {
      // It compares with what may be read, and changes nothing.
      config: { access: 'account', anyScope: true, activity: 'search' },
      schema: {
        summary: 'Records that may be the same as one that is being written',
        tags,
        body: Type.Object(
          {
            kind: Kind,
            compartment: Compartment,
            body: Type.Record(Type.String(), Type.Unknown(), { description: 'As far as it is written' }),
            record: Type.Optional(Id),
            names: Type.Optional(
              Type.Array(Type.String({ maxLength: 300 }), { maxItems: 40, description: 'Public names around it' }),
            ),
          },
          closed,
        ),
        response: {
          200: Type.Object({
            candidates: Type.Array(
              Type.Object({ id: Type.String(), reference: Type.String(), title: Type.String(), ...likeness }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { kind, body, record = null, names = [] } = request.body;
      const compartment = await compartmentFor(instance, session, request.body.compartment);
      request.askedCompartment = compartment;
      const given = { kind, compartment, body, record: record?.toLowerCase() ?? null, names };
      return { candidates: await checkDuplicates(instance, session, given) };
    },
  );
}

function listRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/duplicates',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'Pairs of records that may be the same and that nobody has decided on, the most alike first',
        tags,
        querystring: Type.Object(
          {
            compartment: Type.Optional(Compartment),
            kind: Type.Optional(Kind),
            batch: Type.Optional(Id),
            record: Type.Optional(Id),
            cursor: Type.Optional(Type.String({ maxLength: 1024 })),
            limit: Type.Optional(
              Type.String({ pattern: '^([1-9]|[1-4][0-9]|50)$', description: '1 to 50; 20 unless told' }),
            ),
          },
          closed,
        ),
        response: {
          200: Type.Object({
            pairs: Type.Array(Type.Object({ a: Side, b: Side, ...likeness })),
            next: Type.Union([Type.String(), Type.Null()]),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment, kind, batch, record, cursor, limit } = request.query;
      const place = compartment === undefined ? undefined : await compartmentFor(instance, session, compartment);
      request.askedCompartment = place ?? null;
      const { pairs, next } = await listPairs(instance, session, {
        ...(place === undefined ? {} : { compartment: place }),
        ...(kind === undefined ? {} : { kind }),
        ...(batch === undefined ? {} : { batch: batch.toLowerCase() }),
        ...(record === undefined ? {} : { record: record.toLowerCase() }),
        ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor) }),
        limit: Number(limit ?? 20),
      });
      return { pairs: pairs, next: next === null ? null : encodeCursor(next) };
    },
  );

  app.get(
    '/api/v1/duplicates/comparing',
    {
      // A number that pages ask for again and again; it names no record.
      config: { access: 'account' },
      schema: {
        summary: 'How many records are still to be compared before the list of possible duplicates is whole',
        tags,
        querystring: Type.Object(
          {
            compartment: Type.Optional(Compartment),
            kind: Type.Optional(Kind),
            batch: Type.Optional(Id),
            record: Type.Optional(Id),
          },
          closed,
        ),
        response: {
          200: Type.Object({
            n: Type.Integer(),
            more: Type.Boolean({ description: 'Whether there are more than `n`' }),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment, kind, batch, record } = request.query;
      const place = compartment === undefined ? undefined : await compartmentFor(instance, session, compartment);
      request.askedCompartment = place ?? null;
      return comparing(instance, session, {
        ...(place === undefined ? {} : { compartment: place }),
        ...(kind === undefined ? {} : { kind }),
        ...(batch === undefined ? {} : { batch: batch.toLowerCase() }),
        ...(record === undefined ? {} : { record: record.toLowerCase() }),
      });
    },
  );

  app.get(
    '/api/v1/records/:id/same',
    {
      config: { access: 'account', activity: 'view' },
      schema: {
        summary: 'The records that are one with a record by decision, which of them speaks for all, and the decisions',
        tags,
        params: Type.Object({ id: Id }),
        response: {
          200: Type.Object({
            main: Type.String(),
            members: Type.Array(
              Type.Object({
                id: Type.String(),
                reference: Type.String(),
                title: Type.String(),
                status: Type.Optional(Type.String()),
              }),
            ),
            decisions: Type.Array(
              Type.Object({
                link: Type.String(),
                from: Type.String(),
                to: Type.String(),
                type: Type.String(),
                reasons: Type.String(),
                at: Type.String(),
              }),
            ),
            possible: Type.Integer({ description: 'Pairs with it that nobody has decided on, counted to 50' }),
          }),
        },
      },
    },
    async (request) => {
      const group = await groupOf(instance, sessionOfRequest(request), request.params.id.toLowerCase());
      return { ...group, members: [...group.members], decisions: [...group.decisions] };
    },
  );
}

function decisionRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/duplicates/decisions',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Decide that two records are the same, or that they are not',
        tags,
        body: Type.Object(
          {
            a: Id,
            b: Id,
            as: Type.Enum(['same', 'different'] as const),
            main: Type.Optional(Id),
            reasons: Reasons,
          },
          closed,
        ),
        response: { 201: Made },
      },
    },
    async (request, reply) => {
      const { a, b, as, main, reasons } = request.body;
      const made = await decidePair(instance, sessionOfRequest(request), {
        ...{ a: a.toLowerCase(), b: b.toLowerCase(), as, reasons },
        ...(main === undefined ? {} : { main: main.toLowerCase() }),
      });
      return reply.code(201).send(made);
    },
  );

  app.post(
    '/api/v1/duplicates/decisions/:id/withdraw',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Take a decision back; both records are then as they were',
        tags,
        params: Type.Object({ id: Id }),
        body: Type.Object({ reasons: Reasons }, closed),
        response: { 200: Made },
      },
    },
    async (request) =>
      withdrawDecision(instance, sessionOfRequest(request), {
        link: request.params.id.toLowerCase(),
        reasons: request.body.reasons,
      }),
  );
}
