import { PlaceShapeSchema } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { Invalid } from '../record/index.ts';
import { parseLimit } from '../record/query.ts';
import { facets, library } from './library.ts';
import { libraryMap, timeline } from './library-map.ts';
import { QUERY_PROPERTIES, queryOf } from './library-query.ts';
import { findByName, REASONS } from './names.ts';

const tags = ['library'];
const Limit = Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$', description: '1 to 200; 50 unless told' }));
const N = Type.Integer({ minimum: 0 });

const RowSchema = Type.Object({
  ...{ id: Type.String(), kind: Type.String(), compartment: Type.String(), reference: Type.String() },
  ...{ revision: Type.Integer({ minimum: 1 }), at: Type.String({ format: 'date-time' }), author: Type.String() },
  body: Type.Record(Type.String(), Type.Unknown(), { description: 'What a table shows: long texts are cut' }),
});

/** The library: one query, as a table, as numbers, on a map and over time. */
export function libraryRoutes(app: App, instance: Instance): void {
  tableRoutes(app, instance);
  pictureRoutes(app, instance);
  nameRoutes(app, instance);
}

function tableRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/library',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary: 'A page of what a query of the library finds',
        tags,
        querystring: Type.Object(
          { ...QUERY_PROPERTIES, cursor: Type.Optional(Type.String({ maxLength: 1024 })), limit: Limit },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            records: Type.Array(RowSchema),
            next: Type.Union([Type.String(), Type.Null()]),
            total: Type.Object({ n: N, exact: Type.Boolean({ description: 'False where there are more than n' }) }),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { cursor, limit, ...given } = request.query;
      const query = queryOf(given, session);
      request.askedCompartment = query.compartment ?? null;
      return library(instance, session, query, {
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit: parseLimit(limit) }),
      });
    },
  );

  app.get(
    '/api/v1/library/facets',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary: 'How many of what a query finds have each code of some schemes',
        tags,
        querystring: Type.Object(
          {
            ...QUERY_PROPERTIES,
            of: Type.String({ minLength: 1, maxLength: 1000, description: 'Schemes, separated by commas' }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            facets: Type.Array(
              Type.Object({
                ...{ scheme: Type.String(), unit: Type.String(), exact: Type.Boolean() },
                codes: Type.Array(Type.Object({ code: Type.String(), n: N })),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { of, ...given } = request.query;
      const query = queryOf(given, session);
      request.askedCompartment = query.compartment ?? null;
      const schemes = [...new Set(of.split(',').map((scheme) => scheme.trim()))].filter((scheme) => scheme !== '');
      if (schemes.length > 20) throw refusal('/of', 'names more than 20 schemes');
      return { facets: await facets(instance, session, query, schemes) };
    },
  );
}

function pictureRoutes(app: App, instance: Instance): void {
  const Degrees = Type.Number();
  app.get(
    '/api/v1/library/map',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary: 'What a query finds, on a map: squares with numbers below zoom 8, single places from 8 up',
        tags,
        querystring: Type.Object(
          { ...QUERY_PROPERTIES, zoom: Type.String({ pattern: '^[0-9]{1,2}([.][0-9]{1,6})?$' }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            cells: Type.Array(Type.Object({ longitude: Degrees, latitude: Degrees, n: N })),
            places: Type.Array(
              Type.Object({
                ...{ id: Type.String(), reference: Type.String(), title: Type.String(), kind: Type.String() },
                ...{ longitude: Degrees, latitude: Degrees, precision: Type.String() },
                radius: Type.Union([Type.Number(), Type.Null()], { description: 'Metres' }),
                level: Type.Optional(N),
                shape: Type.Optional(PlaceShapeSchema),
              }),
            ),
            more: Type.Boolean({ description: 'There are more than were counted or shown' }),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { zoom, ...given } = request.query;
      const query = queryOf(given, session);
      request.askedCompartment = query.compartment ?? null;
      const level = Math.floor(Number(zoom));
      if (level > 24) throw refusal('/zoom', 'is not 0 to 24');
      return libraryMap(instance, session, query, level);
    },
  );

  app.get(
    '/api/v1/library/timeline',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary: 'How many of what a query finds begin in each day, month or year',
        tags,
        querystring: Type.Object(
          { ...QUERY_PROPERTIES, by: Type.Optional(Type.Enum(['day', 'month', 'year'])) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            bars: Type.Array(Type.Object({ start: Type.String(), end: Type.String(), n: N })),
            unknown: Type.Integer({ minimum: 0, description: 'Without a period' }),
            exact: Type.Boolean(),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { by = 'month', ...given } = request.query;
      const query = queryOf(given, session);
      request.askedCompartment = query.compartment ?? null;
      return timeline(instance, session, query, by);
    },
  );
}

function nameRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/names',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary: 'Actors by public names, across Latin and Cyrillic spellings',
        tags,
        querystring: Type.Object(
          {
            q: Type.String({ minLength: 1, maxLength: 200 }),
            compartment: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' })),
            limit: Limit,
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            records: Type.Array(
              Type.Object({
                ...{ id: Type.String(), reference: Type.String(), actorType: Type.String() },
                names: Type.Array(Type.Unknown()),
                why: Type.Enum([...REASONS]),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { q, compartment, limit } = request.query;
      const within = compartment === undefined ? null : await compartmentFor(instance, session, compartment);
      request.askedCompartment = within;
      const records = await findByName(instance, session, {
        q: q.replaceAll('\0', ' '),
        ...(within === null ? {} : { compartment: within }),
        ...(limit === undefined ? {} : { limit: parseLimit(limit) }),
      });
      return { records };
    },
  );
}

function refusal(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'query', message }]);
}
