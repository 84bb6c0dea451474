import type { FastifyReply, FastifyRequest } from 'fastify';
import { recordActivity } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { accountBehind, compartmentOf } from '../record/index.ts';
import { type App, cookieName, SESSION_COOKIE } from './app.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The one compartment that a list was asked of, for the activity; a single record's is looked up. */
    askedCompartment: string | null;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Nothing is shown before it is written down who was shown it, and who was refused is written down too. Neither address
 * nor search text is kept, and of what was refused nothing: that would tell what is hidden from what does not exist.
 */
export function enterActivity(app: App, instance: Instance): void {
  app.decorateRequest('askedCompartment', null);
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode < 400) await enterShown(instance, request);
    else if (!isAskedBack(request, payload)) await enterRefused(instance, request, reply);
    return payload;
  });
}

async function enterShown(instance: Instance, request: FastifyRequest): Promise<void> {
  const what = request.routeOptions.config.activity;
  if (what === undefined || request.caller === null) return;
  const { session } = request.caller;
  const { id = '' } = request.params as { id?: string };
  const record = UUID.test(id) ? id : null;
  await recordActivity(instance, {
    account: session.account === '' ? null : session.account,
    what,
    record,
    compartment: record === null ? request.askedCompartment : await compartmentOf(instance, session, record),
  });
}

/** To be asked for a factor once more is a step on the way, and no refusal. */
function isAskedBack(request: FastifyRequest, payload: unknown): boolean {
  const { confirmed } = request.routeOptions.config;
  return confirmed === true && typeof payload === 'string' && payload.includes('"code":"confirm"');
}

async function enterRefused(instance: Instance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.routeOptions.config.access !== 'account') return;
  const known = await whoWasRefused(instance, request, reply.statusCode);
  if (known !== null) await recordActivity(instance, { account: known === '' ? null : known, what: 'refused' });
}

/** The account of a refused caller, empty for the operator's; null where nobody known was refused. */
async function whoWasRefused(instance: Instance, request: FastifyRequest, status: number): Promise<string | null> {
  if (request.caller !== null) return status === 403 || status === 404 ? request.caller.session.account : null;
  const secret = request.cookies?.[cookieName(SESSION_COOKIE, request)];
  if (status !== 401 || request.headers.authorization !== undefined || secret === undefined || secret.length > 512)
    return null;
  return accountBehind(instance, secret);
}
