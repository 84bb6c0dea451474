import { SENSITIVITIES } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, cookieName, DEVICE_COOKIE, SESSION_COOKIE, sessionOfRequest } from '../http/app.ts';
import { hashOfSecret } from '../record/index.ts';
import { Unauthorized } from '../record/types.ts';
import { cookieOf, doorRoutes } from './door-routes.ts';
import { factorRoutes } from './factor-routes.ts';
import { forgetDevice } from './factor-store.ts';
import { recordActivity, signInWithToken, signOut, whoAmI } from './index.ts';
import { endOtherSessions, endOwnSession, listSessions } from './sessions.ts';
import { ROLES } from './types.ts';

const WhoAmISchema = Type.Object({
  account: Type.Object({ id: Type.String(), email: Type.String(), name: Type.String(), admin: Type.Boolean() }),
  session: Type.Object({
    id: Type.String(),
    confirmed: Type.Union([Type.String(), Type.Null()], { description: 'When a factor was last shown' }),
  }),
  scopes: Type.Union([Type.Array(Type.String()), Type.Null()], {
    description: 'What the token behind the session may be used for; null for no limit',
  }),
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

/** Ways in, sessions and factors. */
export function accessRoutes(app: App, instance: Instance): void {
  doorRoutes(app, instance);
  tokenRoutes(app, instance);
  sessionRoutes(app, instance);
  factorRoutes(app, instance);
}

function tokenRoutes(app: App, instance: Instance): void {
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
      reply.setCookie(cookieName(SESSION_COOKIE, request), opened.secret, {
        ...cookieOf(request),
        expires: opened.expires,
      });
      return reply.code(204).send(null);
    },
  );
}

function sessionRoutes(app: App, instance: Instance): void {
  app.delete(
    '/api/v1/session',
    {
      config: { access: 'account', anyScope: true },
      schema: {
        summary: 'Sign out',
        tags: ['session'],
        querystring: Type.Object(
          { forget: Type.Optional(Type.Enum(['1'], { description: 'The browser keeps nothing of having been here' })) },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null({ description: 'Signed out' }) },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      await recordActivity(instance, { account: session.account, what: 'sign-out' });
      await signOut(instance, session);
      reply.clearCookie(cookieName(SESSION_COOKIE, request), cookieOf(request));
      if (request.query.forget === '1') {
        const device = request.cookies[cookieName(DEVICE_COOKIE, request)];
        if (device !== undefined) await forgetDevice(instance.access, hashOfSecret(device));
        reply
          .clearCookie(cookieName(DEVICE_COOKIE, request), cookieOf(request))
          .header('clear-site-data', '"cache", "cookies", "storage"');
      }
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
      const { account, session, scopes, compartments } = await whoAmI(instance, sessionOfRequest(request));
      return { account, session, scopes: scopes === null ? null : [...scopes], compartments: [...compartments] };
    },
  );
  ownSessionsRoutes(app, instance);
}

function ownSessionsRoutes(app: App, instance: Instance): void {
  const tags = ['session'];

  app.get(
    '/api/v1/sessions',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Where am I signed in?',
        tags,
        response: {
          200: Type.Object({
            sessions: Type.Array(
              Type.Object({
                id: Type.String(),
                how: Type.Union([Type.String(), Type.Null()]),
                device: Type.Union([Type.String(), Type.Null()], { description: 'For instance Firefox, Linux' }),
                created: Type.String({ format: 'date-time' }),
                seen: Type.String({ format: 'date-time', description: 'Last use, to five minutes' }),
                current: Type.Boolean(),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const sessions = await listSessions(instance, sessionOfRequest(request));
      const text = (time: Date): string => time.toISOString();
      return { sessions: sessions.map((s) => ({ ...s, created: text(s.created), seen: text(s.seen) })) };
    },
  );

  app.delete(
    '/api/v1/sessions/:id',
    {
      config: { access: 'account', rights: true },
      schema: {
        summary: 'End one of my sessions',
        tags,
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null({ description: 'Ended' }) },
      },
    },
    async (request, reply) => {
      await endOwnSession(instance, sessionOfRequest(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/v1/sessions',
    {
      config: { access: 'account', rights: true },
      schema: {
        summary: 'End all my sessions but this one',
        tags,
        response: { 200: Type.Object({ ended: Type.Integer({ minimum: 0 }) }) },
      },
    },
    async (request) => ({ ended: await endOtherSessions(instance, sessionOfRequest(request)) }),
  );
}
