import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { evidenceState } from './state.ts';

const closed = { additionalProperties: false };
const Time = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });
const Kind = Type.Union([Type.Literal('folder'), Type.Literal('s3')]);
const Failure = Type.Union([Type.Literal('altered'), Type.Literal('missing')]);

const FixitySchema = Type.Object(
  {
    everyDays: Type.Number({ description: 'Days within which every stored file is read again' }),
    running: Type.Boolean(),
    last: Type.Union([
      Type.Object({ at: Time, files: Count, bytes: Count, altered: Count, missing: Count }, closed),
      Type.Null(),
    ]),
    oldestCheck: Type.Union([Time, Type.Null()]),
    problems: Type.Array(
      Type.Object(
        { item: Type.String(), reference: Type.String(), compartment: Type.String(), kind: Failure, at: Time },
        closed,
      ),
    ),
    hidden: Type.Integer({ minimum: 0, description: 'Files that failed of which the caller sees no item' }),
  },
  closed,
);

const StateSchema = Type.Object(
  {
    fixity: FixitySchema,
    store: Type.Object(
      {
        kind: Kind,
        moving: Type.Union([Type.Object({ to: Kind, done: Count, left: Count }, closed), Type.Null()]),
      },
      closed,
    ),
    box: Type.Object(
      {
        sealed: Type.Boolean(),
        means: Type.Union([Type.Literal('namespaces'), Type.Literal('process')]),
        missing: Type.Array(Type.String()),
      },
      closed,
    ),
    files: Type.Object(
      {
        apart: Type.Boolean({
          description:
            'Whether files have a host name of their own here. Without one they are downloaded and none is shown.',
        }),
      },
      closed,
    ),
    tools: Type.Array(Type.Object({ name: Type.String(), version: Type.Union([Type.String(), Type.Null()]) }, closed)),
  },
  closed,
);

/** How the evidence is kept: for the integrity page. */
export function stateRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/evidence/state',
    {
      config: { access: 'account' },
      schema: {
        summary: 'What reading every stored file came to, where files lie, and how foreign files are opened',
        tags: ['items'],
        response: { 200: StateSchema },
      },
    },
    async (request) => ({
      ...(await evidenceState(instance, sessionOfRequest(request))),
      files: { apart: request.filesHost?.apart === true },
    }),
  );
}
