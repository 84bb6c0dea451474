import { DESK_NEEDS } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { deskOf } from './desk.ts';

const Line = Type.Object({
  what: Type.Enum([...DESK_NEEDS]),
  record: Type.String({ description: 'What is opened' }),
  kind: Type.String(),
  compartment: Type.String({ description: "The compartment's id" }),
  reference: Type.String(),
  title: Type.String({ description: 'Empty where it has none' }),
  by: Type.Optional(Type.String({ description: 'Who asked, proposed, or said that it is ready' })),
  text: Type.Optional(Type.String()),
  field: Type.Optional(Type.String()),
  level: Type.Optional(Type.Integer()),
  queue: Type.Optional(Type.String()),
  n: Type.Optional(Type.Integer({ minimum: 0 })),
  more: Type.Optional(Type.Boolean({ description: 'There are more than were counted' })),
  since: Type.String({ format: 'date-time' }),
  due: Type.Optional(Type.String({ format: 'date' })),
});

/** What waits for whoever asks. */
export function deskRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/desk',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'What needs the caller now, soon and later, in lines that say why',
        tags: ['triage'],
        querystring: Type.Object(
          {
            compartment: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' })),
            today: Type.Optional(
              Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'The day where the reader is' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            columns: Type.Object({ now: Type.Array(Line), soon: Type.Array(Line), later: Type.Array(Line) }),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const { compartment, today = new Date().toISOString().slice(0, 10) } = request.query;
      const place = compartment === undefined ? null : await compartmentFor(instance, session, compartment);
      request.askedCompartment = place;
      return { columns: await deskOf(instance, session, { compartment: place, today }) };
    },
  );
}
