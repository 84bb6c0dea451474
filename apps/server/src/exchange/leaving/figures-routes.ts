import { Readable } from 'node:stream';
import { EXPORT_PURPOSES } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../../database/index.ts';
import { type App, sessionOfRequest } from '../../http/app.ts';
import { queryOf, UNITS } from '../../monitoring/index.ts';
import { exportFigures } from './figures-export.ts';

/** Figures that leave, through the register as everything that does. */
export function figuresLeavingRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/figures/download',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Take figures out as a table; entered in the register of what left before the first byte',
        tags: ['departures'],
        body: Type.Object(
          {
            query: Type.String({ maxLength: 10_000 }),
            count: Type.Enum(UNITS),
            by: Type.String({ pattern: '^[a-z0-9][A-Za-z0-9:._-]{0,99}$' }),
            format: Type.Enum(['csv', 'plot'] as const),
            purpose: Type.Enum(EXPORT_PURPOSES),
            recipient: Type.String({ pattern: '\\S', maxLength: 500 }),
            accept: Type.Optional(Type.Array(Type.Enum(['small-numbers'] as const), { maxItems: 10 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const { query, accept = [], ...wish } = request.body;
      const asked = { ...wish, accept, query: queryOf(query, session) };
      const { departure, chunks } = await exportFigures(instance, session, asked);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="figures.csv"')
        .header('cairn-departure', departure)
        .send(Readable.from(chunks, { objectMode: false }));
    },
  );
}
