import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { recordsAbout } from '../record/index.ts';
import { IdParams, RecordSchema } from '../record/schemas.ts';
import { agreement } from './agreement.ts';

const Text = Type.Union([Type.String(), Type.Null()]);
const Field = Type.Enum(['type', 'method', 'object'] as const);

/** What is said and done about a record beside its evidence: discussion, verification, second coding. */
export function agreementRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/records/:id/about',
    {
      config: { access: 'account', activity: 'view' },
      schema: {
        summary: 'Comments on a record, steps of its verification, or second codings of it, the oldest first',
        tags: ['records'],
        params: IdParams,
        querystring: Type.Object(
          { kind: Type.Enum(['comment', 'step', 'second-coding'] as const) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ records: Type.Array(RecordSchema) }) },
      },
    },
    async (request) => ({
      records: await recordsAbout(instance, sessionOfRequest(request), request.params.id, request.query.kind),
    }),
  );

  app.get(
    '/api/v1/agreement',
    {
      config: { access: 'account', activity: 'list' },
      schema: {
        summary: 'How far coders agree where acts were coded twice, and every disagreement',
        tags: ['monitoring'],
        querystring: Type.Object(
          { compartment: Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            fields: Type.Array(
              Type.Object({
                field: Field,
                pairs: Type.Integer(),
                agreed: Type.Integer(),
                kappa: Type.Union([Type.Number(), Type.Null()]),
              }),
            ),
            disagreements: Type.Array(
              Type.Object({
                act: Type.String(),
                actReference: Type.String(),
                incident: Text,
                secondCoding: Type.String(),
                field: Field,
                first: Text,
                second: Text,
                resolution: Type.Union([Type.Object({ by: Type.String(), reasons: Type.String() }), Type.Null()]),
              }),
            ),
            more: Type.Boolean(),
          }),
        },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      const compartment = await compartmentFor(instance, session, request.query.compartment);
      request.askedCompartment = compartment;
      const { fields, disagreements, more } = await agreement(instance, session, compartment);
      return { fields, disagreements: [...disagreements], more };
    },
  );
}
