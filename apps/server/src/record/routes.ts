import type { KindName } from '@cairn/model';
import { KINDS } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { amend, create } from './amend.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  findReference,
  integrity,
  listRecords,
  listRevisions,
  proofOf,
  readRecord,
  relatedRecords,
  search,
  withdrawnLinks,
} from './index.ts';
import { parseBox, parseLimit, parseNear, parsePeriod } from './query.ts';
import {
  IdParams,
  IntegritySchema,
  ListQuerySchema,
  PageSchema,
  ProofSchema,
  RecordSchema,
  RevisionsSchema,
  SearchQuerySchema,
} from './schemas.ts';
import type { ListQuery, RecordPage, RecordRow, Session } from './types.ts';

const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** Reading and writing records. What the session may see and do is decided below this: in the engine and the database. */
export function recordRoutes(app: App, instance: Instance): void {
  writingRoutes(app, instance);
  listingRoutes(app, instance);
  singleRoutes(app, instance);
  otherRoutes(app, instance);
}

function writingRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/records',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Create a record',
        tags: ['records'],
        body: Type.Object(
          {
            kind: Type.Enum(KIND_NAMES),
            compartment: Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' }),
            body: Type.Record(Type.String(), Type.Unknown(), { description: 'As the schema of the kind says' }),
            reason: Type.String({ minLength: 1, maxLength: 2000 }),
          },
          { additionalProperties: false },
        ),
        response: { 201: RecordSchema },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const { kind, body, reason } = request.body;
      const compartment = await compartmentFor(instance, session, request.body.compartment);
      const made = await create(instance, session, { kind, compartment, body, reason });
      return reply.code(201).header('location', `/api/v1/records/${made.id}`).send(made);
    },
  );

  app.patch(
    '/api/v1/records/:id',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Change a record by a JSON merge patch (RFC 7396) of its body',
        tags: ['records'],
        params: IdParams,
        body: Type.Object(
          {
            revision: Type.Integer({ minimum: 1, description: 'The revision that the change was made from' }),
            body: Type.Record(Type.String(), Type.Unknown(), { description: 'Merge patch; null removes a field' }),
            reason: Type.String({ minLength: 1, maxLength: 2000 }),
            absent: Type.Optional(
              Type.Array(Type.String({ maxLength: 200 }), {
                maxItems: 200,
                description:
                  'Fields that stood empty when the change was made: one that was erased is refused unless named',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: RecordSchema },
      },
    },
    async (request) => {
      const { revision, body, reason, absent = [] } = request.body;
      const change = { id: request.params.id, base: revision, patch: body, reason, absent };
      return amend(instance, sessionOfRequest(request), change);
    },
  );
}

function listingRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/records',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'Records that the caller may see, newest first',
        tags: ['records'],
        querystring: ListQuerySchema,
        response: { 200: PageSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const query = await listQuery(instance, session, request.query);
      request.askedCompartment = query.compartment ?? null;
      const reference = request.query.reference?.toUpperCase();
      if (reference !== undefined) return page(await findReference(instance, session, { ...query, reference }));
      return page(await listRecords(instance, session, query));
    },
  );

  app.get(
    '/api/v1/search',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary: 'Records by words, period, place, area, kind, code and type of act',
        tags: ['records'],
        querystring: SearchQuerySchema,
        response: { 200: PageSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const listed = await listQuery(instance, session, request.query);
      request.askedCompartment = listed.compartment ?? null;
      const { text, from, to, bbox, code, act, place, near } = request.query;
      return page(
        await search(instance, session, {
          ...listed,
          ...(text === undefined ? {} : { text }),
          ...parsePeriod({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
          ...(bbox === undefined ? {} : { bbox: parseBox(bbox) }),
          ...(code === undefined ? {} : { code }),
          ...(act === undefined ? {} : { act }),
          ...(place === undefined ? {} : { place }),
          ...(near === undefined ? {} : { near: parseNear(near) }),
        }),
      );
    },
  );
}

function singleRoutes(app: App, instance: Instance): void {
  const tags = ['records'];

  app.get(
    '/api/v1/records/:id',
    {
      config: { access: 'account', activity: 'view' },
      schema: { summary: 'One record', tags, params: IdParams, response: { 200: RecordSchema } },
    },
    async (request) => readRecord(instance, sessionOfRequest(request), request.params.id),
  );

  app.get(
    '/api/v1/records/:id/revisions',
    {
      config: { access: 'account', activity: 'history' },
      schema: { summary: 'The history of a record', tags, params: IdParams, response: { 200: RevisionsSchema } },
    },
    async (request) => ({
      revisions: await listRevisions(instance, sessionOfRequest(request), request.params.id),
    }),
  );

  app.get(
    '/api/v1/records/:id/related',
    {
      config: { access: 'account', activity: 'view' },
      schema: {
        summary: 'Acts, statements, links, actors and items around a record',
        tags,
        params: IdParams,
        querystring: Type.Object(
          {
            withdrawn: Type.Optional(
              Type.Literal('1', { description: 'Instead, the links around it that were withdrawn' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ records: Type.Array(RecordSchema) }) },
      },
    },
    async (request) => {
      const around = request.query.withdrawn === '1' ? withdrawnLinks : relatedRecords;
      return { records: await around(instance, sessionOfRequest(request), request.params.id) };
    },
  );

  app.get(
    '/api/v1/records/:id/proof',
    {
      config: { access: 'account', activity: 'proof' },
      schema: {
        summary: 'A proof that can be checked offline; it discloses the named fields only',
        tags,
        params: IdParams,
        querystring: Type.Object(
          {
            revision: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' })),
            disclose: Type.Optional(Type.String({ maxLength: 4000, description: 'Field names, separated by commas' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: ProofSchema },
      },
    },
    async (request) => {
      const { revision, disclose } = request.query;
      const fields = disclose?.split(',').filter((field) => field !== '');
      const number = revision === undefined ? undefined : Number(revision);
      return proofOf(instance, sessionOfRequest(request), request.params.id, number, fields);
    },
  );
}

function otherRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/integrity',
    {
      config: { access: 'account' },
      schema: { summary: 'How far outsiders hold the log', tags: ['log'], response: { 200: IntegritySchema } },
    },
    async () => integrity(instance),
  );
}

async function listQuery(
  instance: Instance,
  session: Session,
  given: { kind?: KindName; compartment?: string; cursor?: string; limit?: string },
): Promise<ListQuery> {
  const { kind, compartment, cursor, limit } = given;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(compartment === undefined ? {} : { compartment: await compartmentFor(instance, session, compartment) }),
    ...(cursor === undefined ? {} : { cursor: decodeCursor(cursor) }),
    ...(limit === undefined ? {} : { limit: parseLimit(limit) }),
  };
}

function page(found: RecordPage): { records: RecordRow[]; next: string | null } {
  return { records: found.records, next: found.next === null ? null : encodeCursor(found.next) };
}
