import { codesOf, SENSITIVITIES } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { changeMany } from './bulk.ts';

/** Most records of one request. Whoever changes more sees how far it has come. */
const MOST = 500;

const closed = { additionalProperties: false };
const Id = Type.String({ pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$' });
const STATUSES = codesOf('incident-status');

const Change = Type.Union([
  Type.Object({ do: Type.Enum(['assign', 'unassign']), account: Id }, closed),
  Type.Object({ do: Type.Literal('due'), day: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }) }, closed),
  Type.Object({ do: Type.Enum(['tag', 'untag']), tag: Type.String({ pattern: '\\S', maxLength: 200 }) }, closed),
  Type.Object({ do: Type.Literal('status'), status: Type.Enum(STATUSES) }, closed),
  Type.Object({ do: Type.Literal('sensitivity'), level: Type.Enum([...SENSITIVITIES]) }, closed),
]);

const Changed = Type.Object({ id: Type.String(), reference: Type.String() });

/** One change of many records, with one reason. */
export function bulkRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/library/bulk',
    {
      config: { access: 'account' },
      schema: {
        summary:
          'Do the same to many records; each is written whole or left as it was, and the answer says which and why',
        tags: ['library'],
        body: Type.Object(
          {
            records: Type.Array(Id, { minItems: 1, maxItems: MOST }),
            change: Change,
            reason: Type.String({ pattern: '\\S', maxLength: 2000 }),
          },
          closed,
        ),
        response: {
          200: Type.Object({
            done: Type.Array(Type.Object({ ...Changed.properties, revision: Type.Integer({ minimum: 2 }) })),
            same: Type.Array(Changed),
            refused: Type.Array(
              Type.Object({
                id: Type.String(),
                reference: Type.Union([Type.String(), Type.Null()]),
                why: Type.String({ description: 'forbidden, gone, changed, no-status, less-strict or rule' }),
                problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
              }),
            ),
          }),
        },
      },
    },
    async (request) => changeMany(instance, sessionOfRequest(request), request.body),
  );
}
