import { SENSITIVITIES } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, SESSION_COOKIE, sessionOfRequest } from '../http/app.ts';
import { Unauthorized } from '../record/types.ts';
import { recordActivity, signInWithToken, signOut, whoAmI } from './index.ts';
import { ROLES } from './types.ts';

const WhoAmISchema = Type.Object({
  account: Type.Object({ id: Type.String(), email: Type.String(), name: Type.String(), admin: Type.Boolean() }),
  compartments: Type.Array(
    Type.Object({
      id: Type.String(),
      code: Type.String(),
      name: Type.String(),
      role: Type.Enum([...ROLES]),
      clearance: Type.Enum([...SENSITIVITIES]),
    }),
  ),
});

export function accessRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/session',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Sign in with an access token; the answer sets the session cookie',
        tags: ['session'],
        body: Type.Object({ token: Type.String({ minLength: 1, maxLength: 512 }) }, { additionalProperties: false }),
        response: { 204: Type.Null({ description: 'Signed in' }) },
      },
    },
    async (request, reply) => {
      const opened = await signInWithToken(instance, request.body.token.trim());
      if (opened === null) throw new Unauthorized();
      reply.setCookie(SESSION_COOKIE, opened.secret, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        expires: opened.expires,
        // Browsers keep a Secure cookie of http://localhost, yet not of http://127.0.0.1: it is asked for behind TLS only.
        secure: request.ownOrigin.startsWith('https:'),
      });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/v1/session',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Sign out',
        tags: ['session'],
        response: { 204: Type.Null({ description: 'Signed out' }) },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      await recordActivity(instance, { account: session.account, what: 'sign-out' });
      await signOut(instance, session);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/v1/session',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Who am I, and in which compartments?',
        tags: ['session'],
        response: { 200: WhoAmISchema },
      },
    },
    async (request) => {
      const { account, compartments } = await whoAmI(instance, sessionOfRequest(request));
      return { account, compartments: [...compartments] };
    },
  );
}
