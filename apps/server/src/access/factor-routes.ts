import { Type } from '@fastify/type-provider-typebox';
import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { askForAssertion } from './assertions.ts';
import { AnsweredSchema, AskedSchema, asJson, CodeText, PasswordText, TotpSchema } from './door-routes.ts';
import {
  addPasskey,
  confirmSelf,
  listFactors,
  offerCodes,
  offerConfirmation,
  offerPasskey,
  removeCodes,
  removePasskey,
  renewRecoveryCodes,
  setCodes,
  setPassword,
} from './factors.ts';

const Empty = Type.Object({}, { additionalProperties: false });
const Done = Type.Null({ description: 'Done' });
const Nullable = <T extends ReturnType<typeof Type.String> | typeof AskedSchema>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const tags = ['factors'];
/** Whoever changes factors has shown one of them just now. */
const change = { access: 'account', confirmed: true, rights: true } as const;

/** What the caller shows at the door, and showing it again. */
export function factorRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/factors',
    {
      config: { access: 'account' },
      schema: {
        summary: 'With what can I sign in?',
        tags,
        response: {
          200: Type.Object({
            password: Type.Boolean(),
            totp: Type.Boolean(),
            recoveryCodes: Type.Integer({ minimum: 0, description: 'How many are left' }),
            passkeys: Type.Array(
              Type.Object({
                id: Type.String(),
                label: Type.String(),
                host: Type.String({ description: 'The host name under which it works' }),
                here: Type.Boolean({ description: 'It works under the address of this request' }),
                used: Nullable(Type.String({ description: 'Day of the last use' })),
              }),
            ),
          }),
        },
      },
    },
    async (request) => listFactors(instance, sessionOfRequest(request), request.ownOrigin),
  );
  passkeyRoutes(app, instance);
  codeRoutes(app, instance);
  confirmRoutes(app, instance);
}

function passkeyRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/factors/passkeys/options',
    {
      config: change,
      schema: { summary: 'What to ask a browser for a new passkey', tags, body: Empty, response: { 200: AskedSchema } },
    },
    async (request) => asJson(await offerPasskey(instance, sessionOfRequest(request), request.ownOrigin)),
  );

  app.post(
    '/api/v1/factors/passkeys',
    {
      config: change,
      schema: {
        summary: 'Add a passkey',
        tags,
        body: Type.Object(
          { ...AnsweredSchema, label: Type.String({ maxLength: 100 }) },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Type.String() }) },
      },
    },
    async (request, reply) => {
      const id = await addPasskey(instance, sessionOfRequest(request), request.ownOrigin, request.body);
      return reply.code(201).send({ id });
    },
  );

  app.delete(
    '/api/v1/factors/passkeys/:id',
    {
      config: change,
      schema: {
        summary: 'Remove a passkey',
        tags,
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await removePasskey(instance, sessionOfRequest(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function codeRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/factors/totp',
    {
      config: change,
      schema: { summary: 'A new secret for one-time codes', tags, body: Empty, response: { 200: TotpSchema } },
    },
    async (request) => offerCodes(instance, sessionOfRequest(request)),
  );

  app.put(
    '/api/v1/factors/totp',
    {
      config: change,
      schema: {
        summary: 'Take the new secret, by its first code',
        tags,
        body: Type.Object({ code: CodeText }, { additionalProperties: false }),
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await setCodes(instance, sessionOfRequest(request), request.body.code);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/v1/factors/totp',
    {
      config: change,
      schema: { summary: 'Remove one-time codes and the password with them', tags, response: { 204: Done } },
    },
    async (request, reply) => {
      await removeCodes(instance, sessionOfRequest(request));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/v1/factors/password',
    {
      config: change,
      schema: {
        summary: 'Set the password; all other sessions end',
        tags,
        body: Type.Object({ password: PasswordText }, { additionalProperties: false }),
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await setPassword(instance, sessionOfRequest(request), request.body.password);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/factors/recovery-codes',
    {
      config: change,
      schema: {
        summary: 'Make new recovery codes; those of before open nothing any more',
        tags,
        body: Empty,
        response: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) },
      },
    },
    async (request) => ({ recoveryCodes: await renewRecoveryCodes(instance, sessionOfRequest(request)) }),
  );
}

function confirmRoutes(app: App, instance: Instance): void {
  app.post(
    '/api/v1/session/confirm/options',
    {
      config: { access: 'account' },
      schema: {
        summary: 'By what can I confirm that it is I?',
        tags,
        body: Empty,
        response: { 200: Type.Object({ passkey: Nullable(AskedSchema), password: Type.Boolean() }) },
      },
    },
    async (request) => {
      const { passkey, password } = await offerConfirmation(instance, sessionOfRequest(request), request.ownOrigin);
      return { passkey: passkey === null ? null : asJson(passkey), password };
    },
  );

  app.post(
    '/api/v1/session/confirm',
    {
      config: { access: 'account' },
      schema: {
        summary: 'Confirm by a passkey, or by password and one-time code',
        tags,
        body: Type.Object(
          {
            challenge: Type.Optional(AnsweredSchema.challenge),
            response: Type.Optional(AnsweredSchema.response),
            password: Type.Optional(PasswordText),
            code: Type.Optional(CodeText),
          },
          { additionalProperties: false },
        ),
        response: { 204: Done },
      },
    },
    async (request, reply) => {
      await confirmSelf(instance, sessionOfRequest(request), request.ownOrigin, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/v1/assertions/options',
    {
      config: { access: 'account' },
      schema: {
        summary: 'What to ask my passkey so that it signs the digest of a decision',
        tags,
        body: Type.Object(
          { subject: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'SHA-256, base64url' }) },
          { additionalProperties: false },
        ),
        response: { 200: AskedSchema },
      },
    },
    async (request) =>
      asJson(await askForAssertion(instance, sessionOfRequest(request), request.ownOrigin, request.body.subject)),
  );
}
