import { codesOf, SENSITIVITIES } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { receiveUploads } from './intake-uploads.ts';
import { uploadRoutes } from './upload-routes.ts';

const ID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const Line = Type.String({ minLength: 1, maxLength: 2000 });
const closed = { additionalProperties: false };

/** What may be said of all files at once; other fields are edited on each item. */
const Notes = Type.Object(
  {
    captureClass: Type.Optional(Type.Enum(codesOf('capture-class'))),
    sourceCode: Type.Optional(Line),
    conditions: Type.Optional(Type.String({ maxLength: 20_000 })),
    consent: Type.Optional(
      Type.Object(
        {
          status: Type.Enum(codesOf('consent-status')),
          scope: Type.Optional(Type.String({ maxLength: 20_000 })),
          at: Type.Optional(Line),
        },
        closed,
      ),
    ),
    licence: Type.Optional(Line),
    sensitivity: Type.Optional(Type.Enum([...SENSITIVITIES])),
    provenance: Type.Optional(
      Type.Object(
        {
          obtainedFrom: Type.Optional(Line),
          obtainedBy: Type.Optional(Line),
          obtainedAt: Type.Optional(Line),
          method: Type.Optional(Line),
        },
        closed,
      ),
    ),
  },
  closed,
);

const Received = Type.Object({
  item: Type.String(),
  reference: Type.String(),
  sha256: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
  name: Type.String(),
  mediaType: Type.String({ description: 'By content' }),
  already: Type.Boolean({ description: 'Whether an item held this file under this name before' }),
});

/** Files on their way in: uploads, and what makes items of them. */
export function intakeRoutes(app: App, instance: Instance): void {
  uploadRoutes(app, instance);
  app.post(
    '/api/v1/items/intake',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Make items of uploads that are complete: all of them or none',
        tags: ['evidence'],
        body: Type.Object(
          {
            compartment: Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' }),
            files: Type.Array(
              Type.Object(
                {
                  upload: Type.String({ pattern: ID }),
                  name: Type.String({ minLength: 1, maxLength: 1000 }),
                  path: Type.Optional(
                    Type.String({ minLength: 1, maxLength: 4000, description: 'Within the folder that it came in' }),
                  ),
                },
                closed,
              ),
              { minItems: 1, maxItems: 100 },
            ),
            item: Type.Optional(Notes),
            attachTo: Type.Optional(
              Type.String({ pattern: ID, description: 'Id of an incident that new items become part of' }),
            ),
            batch: Type.Optional(
              Type.String({ pattern: ID, description: 'Id of a batch in which new items wait to be sorted' }),
            ),
            reason: Type.String({ minLength: 1, maxLength: 2000 }),
          },
          closed,
        ),
        response: { 201: Type.Object({ items: Type.Array(Received) }) },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const { files, item: notes, attachTo, batch, reason } = request.body;
      const compartment = await compartmentFor(instance, session, request.body.compartment);
      const items = await receiveUploads(instance, session, {
        ...{ compartment, files, reason },
        ...(notes === undefined ? {} : { notes }),
        ...(attachTo === undefined ? {} : { attachTo: attachTo.toLowerCase() }),
        ...(batch === undefined ? {} : { batch: batch.toLowerCase() }),
      });
      return reply.code(201).send({ items });
    },
  );
}
