import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import type { App } from '../http/app.ts';
import { latestCheckpoint, readTile } from './index.ts';
import { NotFound } from './types.ts';

const NOTHING = 'There is nothing at this address.';

/** The log as C2SP tlog-tiles serves it. Answers as if absent until the operator publishes it (see `http/guard.ts`). */
export function logRoutes(app: App, instance: Instance): void {
  app.get(
    '/checkpoint',
    {
      config: { access: 'witness' },
      schema: {
        summary: 'Newest signed checkpoint (C2SP tlog-checkpoint)',
        tags: ['log'],
        response: { 200: { content: { 'text/plain': { schema: Type.String() } } } },
      },
    },
    async (_request, reply) => {
      const note = await latestCheckpoint(instance);
      if (note === null) throw new NotFound(NOTHING);
      return reply.type('text/plain; charset=utf-8').send(note);
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
      const bytes = await readTile(instance, `tile/${request.params['*']}`);
      if (bytes === null) throw new NotFound(NOTHING);
      return reply.type('application/octet-stream').send(Buffer.from(bytes));
    },
  );
}
