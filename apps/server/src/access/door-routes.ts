import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instance } from '../database/index.ts';
import { type App, cookieName, DEVICE_COOKIE, SESSION_COOKIE } from '../http/app.ts';
import { newSecret } from '../record/index.ts';
import { browserName } from './browser-name.ts';
import { noAccounts } from './link-store.ts';
import { acceptLink, offerFactors, openLink } from './links.ts';
import { allowsPasskeys, askForPasskey } from './passkeys.ts';
import { admit, DEVICE_LIFETIME, signInWithPasskey, signInWithPassword, type Visitor } from './sign-in.ts';
import type { LiveSession } from './types.ts';

const Empty = Type.Object({}, { additionalProperties: false });
const NoContent = Type.Null({ description: 'Signed in; the answer sets the session cookie' });
/** What a browser made of a question to its passkeys; the library checks it. */
export const Answer = Type.Record(Type.String(), Type.Unknown());
const Challenge = Type.String({ minLength: 1, maxLength: 200 });
export const AskedSchema = Type.Object({
  challenge: Type.String(),
  options: Type.Record(Type.String(), Type.Unknown(), {
    description: 'For navigator.credentials (WebAuthn Level 3 §5)',
  }),
});
export const TotpSchema = Type.Object({
  secret: Type.String({ description: 'Base32' }),
  uri: Type.String({ description: 'otpauth address for a QR code' }),
});
export const AnsweredSchema = { challenge: Challenge, response: Answer };
export const PasswordText = Type.String({ maxLength: 4096 });
export const CodeText = Type.String({ maxLength: 64 });
const Link = Type.String({ minLength: 1, maxLength: 200 });
const tags = ['door'];

/** The ways in. Everything here is open to strangers, and tells them nothing but whether they may enter. */
export function doorRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/door',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Which ways in are open under this address',
        tags,
        response: {
          200: Type.Object({
            passkeys: Type.Boolean({ description: 'Browsers offer passkeys under this address' }),
            setUp: Type.Boolean({
              description: 'There is no account yet: the link that the terminal shows makes the first',
            }),
          }),
        },
      },
    },
    async (request) => ({ passkeys: allowsPasskeys(request.ownOrigin), setUp: await noAccounts(instance.access) }),
  );

  app.post(
    '/api/v1/sign-in/password',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Sign in by password and one-time or recovery code',
        tags,
        body: Type.Object(
          { email: Type.String({ maxLength: 254 }), password: PasswordText, code: Type.Optional(CodeText) },
          { additionalProperties: false },
        ),
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const visitor = visitorOf(request);
      const { email, password, code } = request.body;
      const given = { email, password, ...(code === undefined ? {} : { code }) };
      welcome(request, reply, visitor, await signInWithPassword(instance, visitor, given));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/sign-in/passkey/options',
    {
      config: { access: 'public' },
      schema: { summary: 'What to ask a passkey', tags, body: Empty, response: { 200: AskedSchema } },
    },
    async (request) => asJson(await askForPasskey(instance, request.ownOrigin, 'sign-in')),
  );

  app.post(
    '/api/v1/sign-in/passkey',
    {
      config: { access: 'public' },
      schema: {
        summary: "Sign in by a passkey's answer",
        tags,
        body: Type.Object(AnsweredSchema, { additionalProperties: false }),
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const visitor = visitorOf(request);
      welcome(request, reply, visitor, await signInWithPasskey(instance, visitor, request.ownOrigin, request.body));
      return reply.code(204).send(null);
    },
  );
  linkRoutes(app, instance);
}

function linkRoutes(app: App, instance: Instance): void {
  const person = {
    email: Type.Optional(Type.String({ maxLength: 254 })),
    name: Type.Optional(Type.String({ maxLength: 200 })),
  };

  app.post(
    '/api/v1/links/open',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What a set-up, invitation or reset link is for',
        tags,
        body: Type.Object({ link: Link }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            purpose: Type.Enum(['set-up', 'invitation', 'reset']),
            email: Type.Union([Type.String(), Type.Null()]),
            name: Type.Union([Type.String(), Type.Null()]),
            expires: Type.String({ format: 'date-time' }),
            passkeys: Type.Boolean(),
          }),
        },
      },
    },
    async (request) => {
      const { purpose, email, name, expires } = await openLink(instance, request.body.link);
      const passkeys = allowsPasskeys(request.ownOrigin);
      return { purpose, email, name, expires: expires.toISOString(), passkeys };
    },
  );

  app.post(
    '/api/v1/links/offer',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What a browser needs to make the first factors of the account',
        tags,
        body: Type.Object({ link: Link, ...person }, { additionalProperties: false }),
        response: { 200: Type.Object({ passkey: Type.Union([AskedSchema, Type.Null()]), totp: TotpSchema }) },
      },
    },
    async (request) => {
      const { link, ...given } = request.body;
      const { passkey, totp } = await offerFactors(instance, request.ownOrigin, link, given);
      return { passkey: passkey === null ? null : asJson(passkey), totp };
    },
  );

  app.post(
    '/api/v1/links/accept',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Use a link up: set the factors that were made, and sign in',
        tags,
        body: Type.Object(
          {
            link: Link,
            ...person,
            passkey: Type.Optional(
              Type.Object(
                { ...AnsweredSchema, label: Type.Optional(Type.String({ maxLength: 100 })) },
                { additionalProperties: false },
              ),
            ),
            password: Type.Optional(PasswordText),
            code: Type.Optional(CodeText),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ recoveryCodes: Type.Array(Type.String(), { description: 'Shown once, kept nowhere' }) }),
        },
      },
    },
    async (request, reply) => {
      const { link, ...given } = request.body;
      const visitor = visitorOf(request);
      const { account, recoveryCodes, shown } = await acceptLink(instance, request.ownOrigin, link, given);
      welcome(request, reply, visitor, await admit(instance, visitor, account, 'link', shown));
      return { recoveryCodes };
    },
  );
}

/** The options of a question are JSON by the library's own type. */
export function asJson({ challenge, options }: { challenge: string; options: object }) {
  return { challenge, options: { ...options } as Record<string, unknown> };
}

/** The browser at the door; one that is not known yet gets a secret by which it will be. */
function visitorOf(request: FastifyRequest): Visitor {
  const kept = request.cookies[cookieName(DEVICE_COOKIE, request)];
  const device = kept !== undefined && kept.length <= 128 ? kept : newSecret();
  return { device, browser: browserName(request.headers['user-agent']) };
}

function welcome(request: FastifyRequest, reply: FastifyReply, { device }: Visitor, live: LiveSession): void {
  reply.setCookie(cookieName(SESSION_COOKIE, request), live.secret, { ...cookieOf(request), expires: live.expires });
  if (device !== null)
    reply.setCookie(cookieName(DEVICE_COOKIE, request), device, {
      ...cookieOf(request),
      expires: new Date(Date.now() + DEVICE_LIFETIME),
    });
}

/** How every cookie of ours is set. */
export function cookieOf(request: FastifyRequest) {
  return {
    httpOnly: true,
    sameSite: 'strict' as const,
    path: '/',
    // Browsers keep a Secure cookie of http://localhost, yet not of http://127.0.0.1: it is asked for behind TLS only.
    secure: request.ownOrigin.startsWith('https:'),
  };
}
