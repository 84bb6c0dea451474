import { Type } from '@fastify/type-provider-typebox';
import type { App } from './app.ts';
import { VERSION } from './version.ts';

export function healthRoutes(app: App): void {
  app.get(
    '/api/health',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Is the server there?',
        tags: ['server'],
        response: { 200: Type.Object({ ok: Type.Literal(true), version: Type.String() }) },
      },
    },
    async () => ({ ok: true as const, version: VERSION }),
  );
}
