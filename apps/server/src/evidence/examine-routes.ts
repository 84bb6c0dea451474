import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { Forbidden, Invalid, NotFound } from '../record/types.ts';
import { askExamination } from './examine-store.ts';
import { ItemParams } from './item-schemas.ts';

/** Files of items are looked at by programs; whoever may write may ask for it again. */
export function examineRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/items/:id/examine',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Has the file of an item looked at once more',
        tags: ['items'],
        params: ItemParams,
        response: { 202: Type.Object({ state: Type.Literal('waiting') }) },
      },
    },
    async (request, reply) => {
      const { secret } = sessionOfRequest(request);
      const asked = await askExamination(instance.app, secret, request.params.id);
      if (asked === 'unknown') throw new NotFound();
      if (asked === 'reader') throw new Forbidden();
      if (asked === 'nothing')
        throw new Invalid([{ path: '/id', code: 'no-file', message: 'has no file of its own to look at.' }]);
      return reply.code(202).send({ state: 'waiting' });
    },
  );
}
