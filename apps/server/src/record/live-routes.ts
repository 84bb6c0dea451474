import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { LiveStreams } from './live.ts';

const EVENTS =
  `Server-sent events. \`records\`: {"records": [{"id", "kind", "revision", "reference"}], "more"}, records that this
session sees and that were made or changed; \`more\` says that there are more than are named. \`rights\`: what the session may
read or do has changed. \`ended\`: the session lives no more. On opening a stream, read what you show again: what changed while
there was none is not told.`.replaceAll('\n', ' ');

/** Live updates: that something changed which the session may see, never what in it. */
export function liveRoutes(app: App, instance: Instance): void {
  const streams = new LiveStreams(instance);
  app.addHook('preClose', () => streams.stop());

  app.get(
    '/api/v1/live',
    {
      // Asked for the head alone, a stream would stand open without a reader.
      exposeHeadRoute: false,
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'What changes, as it changes',
        description: EVENTS,
        tags: ['records'],
        response: {
          200: {
            description: 'Open until either side ends it',
            content: { 'text/event-stream': { schema: Type.String() } },
          },
        },
      },
    },
    async (request, reply) => {
      const stream = await streams.open(sessionOfRequest(request));
      // Also where the answer never begins, since what was to be entered before it could not be.
      reply.raw.once('close', () => stream.destroy());
      reply.type('text/event-stream').header('x-accel-buffering', 'no');
      return reply.send(stream as never);
    },
  );
}
