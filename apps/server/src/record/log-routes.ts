import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import type { App } from '../http/app.ts';
import { consistencyFrom, noteWithCosignatures, readTile } from './index.ts';
import { publishedCheckpoint } from './published.ts';
import { ConsistencySchema } from './schemas.ts';
import { NotFound } from './types.ts';

const NOTHING = 'There is nothing at this address.';

/** The log for those who watch it: for everyone with an account, and as C2SP tlog-tiles for witnesses and the public. */
export function logRoutes(app: App, instance: Instance): void {
  tileRoutes(app, instance);

  app.get(
    '/api/v1/log/consistency',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Newest checkpoint, and the proof that it continues the one that the caller has seen (409: it cannot)',
        tags: ['log'],
        querystring: Type.Object(
          {
            from: Type.Optional(
              Type.String({
                pattern: '^(0|[1-9][0-9]{0,19})$',
                description: 'Size of the largest checkpoint that the caller has seen; 0 or left out: none yet',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: ConsistencySchema },
      },
    },
    async (request) => consistencyFrom(instance, Number(request.query.from ?? '0')),
  );
}

/** Answers as if absent until the operator publishes it (see `http/guard.ts`). */
function tileRoutes(app: App, instance: Instance): void {
  app.get(
    '/checkpoint',
    {
      config: { access: 'witness' },
      schema: {
        summary: 'Signed checkpoint of the last slot of the schedule (C2SP tlog-checkpoint)',
        tags: ['log'],
        response: { 200: { content: { 'text/plain': { schema: Type.String() } } } },
      },
    },
    async (_request, reply) => {
      const published = await publishedCheckpoint(instance);
      if (published === null) throw new NotFound(NOTHING);
      return reply.type('text/plain; charset=utf-8').send(await noteWithCosignatures(instance, published));
    },
  );

  app.get(
    '/tile/*',
    {
      config: { access: 'witness' },
      schema: {
        summary: 'A tile of hashes or a bundle of entries (C2SP tlog-tiles), for instance /tile/0/x001/067',
        tags: ['log'],
        params: Type.Object({ '*': Type.String({ maxLength: 200 }) }),
        response: {
          200: { content: { 'application/octet-stream': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } } },
        },
      },
    },
    async (request, reply) => {
      const within = (await publishedCheckpoint(instance))?.size ?? 0;
      const bytes = await readTile(instance, `tile/${request.params['*']}`, within);
      if (bytes === null) throw new NotFound(NOTHING);
      return reply.type('application/octet-stream').send(Buffer.from(bytes));
    },
  );
}
