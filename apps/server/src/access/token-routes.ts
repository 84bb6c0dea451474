import type { Instance } from '../database/index.ts';
import { type App, sessionOfRequest } from '../http/app.ts';
import { Done, IdParams, NewTokenBody, NewTokenSchema, TokensSchema } from './rights-schemas.ts';
import { makeToken, ownTokens, revokeToken, TOKEN_LIFETIME } from './tokens.ts';

const tags = ['tokens'];

/** The caller's own access tokens. */
export function tokenRoutes(app: App, instance: Instance): void {
  app.get(
    '/api/v1/tokens',
    {
      config: { access: 'account' },
      schema: { summary: "The caller's own access tokens", tags, response: { 200: TokensSchema } },
    },
    async (request) => {
      const tokens = await ownTokens(instance, sessionOfRequest(request));
      return {
        tokens: tokens.map((each) => ({
          ...each,
          scopes: each.scopes === null ? null : [...each.scopes],
          compartments: each.compartments === null ? null : [...each.compartments],
        })),
      };
    },
  );

  app.post(
    '/api/v1/tokens',
    {
      config: { access: 'account', confirmed: true, rights: true },
      schema: {
        summary: 'Make an access token; its text is shown this once',
        tags,
        body: NewTokenBody,
        response: { 201: NewTokenSchema },
      },
    },
    async (request, reply) => {
      const { label, scopes, compartments = null, expires } = request.body;
      const until = expires === undefined ? new Date(Date.now() + TOKEN_LIFETIME.usual) : new Date(expires);
      const given = { label, scopes, compartments, expires: until };
      const made = await makeToken(instance, sessionOfRequest(request), given);
      return reply.code(201).send({ ...made, expires: made.expires.toISOString() });
    },
  );

  app.delete(
    '/api/v1/tokens/:id',
    {
      config: { access: 'account', rights: true },
      schema: { summary: 'Revoke an access token', tags, params: IdParams, response: { 204: Done } },
    },
    async (request, reply) => {
      await revokeToken(instance, sessionOfRequest(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
