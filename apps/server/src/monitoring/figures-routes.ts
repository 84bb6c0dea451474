import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { figures, UNITS } from './figures.ts';
import { QUERY_PROPERTIES, queryOf } from './library-query.ts';

const Figure = Type.Number();
const Counted = {
  n: Type.Optional(Figure),
  persons: Type.Optional(
    Type.Array(
      Type.Object({
        outcome: Type.String(),
        low: Figure,
        best: Figure,
        high: Figure,
        records: Figure,
        withoutBest: Figure,
        openAbove: Figure,
      }),
    ),
  ),
};

/** Counts with their unit, their method and the query behind them. */
export function figureRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/figures',
    {
      config: { access: 'account', activity: 'search' },
      schema: {
        summary:
          'How many incidents, acts, persons or statements a query of the library gives, by period, place or code',
        tags: ['monitoring'],
        querystring: Type.Object(
          {
            ...QUERY_PROPERTIES,
            count: Type.Optional(Type.Enum(UNITS)),
            by: Type.Optional(Type.String({ pattern: '^[a-z0-9][A-Za-z0-9:._-]{0,99}$' })),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            unit: Type.Enum(UNITS),
            by: Type.String(),
            rows: Type.Array(
              Type.Object({
                key: Type.Union([Type.String(), Type.Null()]),
                names: Type.Optional(Type.Record(Type.String(), Type.String())),
                ...Counted,
              }),
            ),
            total: Type.Object(Counted),
            notes: Type.Array(Type.Object({ code: Type.String(), n: Figure })),
            method: Type.Union([
              Type.Object({
                id: Type.String(),
                reference: Type.String(),
                revision: Type.Integer(),
                body: Type.Record(Type.String(), Type.Unknown()),
              }),
              Type.Null(),
            ]),
            query: Type.String(),
            at: Type.String(),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { count = 'incidents', by = 'month', ...given } = request.query;
      const query = queryOf(given, session);
      request.askedCompartment = query.compartment ?? null;
      return figures(instance, session, { query, count, by });
    },
  );
}
