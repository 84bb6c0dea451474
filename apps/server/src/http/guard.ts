import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Declined } from '../access/declined.ts';
import { mayReadLog, meansOf, noteUse, sessionOf, signInWithToken } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { hashOfSecret } from '../record/index.ts';
import type { Session } from '../record/types.ts';
import { NotFound, Unauthorized } from '../record/types.ts';
import { ACCESSES, type Access, type App, type Caller, cookieName, SESSION_COOKIE } from './app.ts';
import { type Host, type Hosts, hostNamed } from './hosts.ts';
import { BadRequest } from './problem.ts';

const NOTHING_HERE = 'There is nothing at this address.';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Stops the server at start-up when a route does not say who may call it. */
export function demandDeclarations(app: App): void {
  app.addHook('onRoute', (route) => {
    const access = route.config?.access;
    if (access === undefined || !ACCESSES.includes(access)) {
      throw new Error(
        `The route ${String(route.method)} ${route.url} does not say who may call it. Add config: { access: … }.`,
      );
    }
  });
}

/** Checks each request before anything of it is used: its host, then who calls, then where the call comes from. */
export function addGuard(app: App, instance: Instance, hosts: Hosts): void {
  const bearers = new BearerSessions(instance);
  app.decorateRequest('caller', null);
  app.decorateRequest('ownOrigin', '');
  app.decorateRequest('filesHost', null);
  app.addHook('onRequest', async (request) => {
    const { origin, files, filesHost } = hostOf(request, hosts);
    request.ownOrigin = origin;
    request.filesHost = filesHost;
    const handsOut = request.routeOptions.config.files === true && !request.is404;
    // Cookies and tokens are not looked at here: an address of a file carries all that opens it.
    if (handsOut && filesHost.origin === origin) return;
    if (files || handsOut) throw new NotFound(NOTHING_HERE);
    if (request.is404) return;
    const access = request.routeOptions.config.access;
    if (access === 'witness') {
      if (!(await mayReadLog(instance, hashOfBearer(request)))) throw new NotFound(NOTHING_HERE);
      return;
    }
    request.caller = access === 'account' ? await callerOf(request, instance, bearers) : null;
    if (request.caller?.by !== 'bearer') demandOwnOrigin(request, origin);
    admit(access, request.caller);
    if (request.caller !== null) await demandMeans(request, instance, request.caller);
  });
}

/** Whether what answers a request is the host for files, or the route that stands in for it. */
export function answersFiles({ ownOrigin, filesHost, routeOptions }: FastifyRequest): boolean {
  if (filesHost?.origin !== ownOrigin) return false;
  return filesHost.apart || routeOptions.config.files === true;
}

/**
 * What a route asks for beside an account: of a token its scopes, of a browser that its owner has shown a factor just now.
 * What a session may read or write is the database's business.
 */
async function demandMeans(request: FastifyRequest, instance: Instance, { session, by }: Caller): Promise<void> {
  const { confirmed, rights, anyScope } = request.routeOptions.config;
  const scoped = anyScope !== true && (rights === true || !SAFE_METHODS.has(request.method));
  const asked = by === 'cookie' && confirmed === true;
  // Most requests ask for neither, and cost no question.
  const means = scoped || asked ? await meansOf(instance, session) : null;
  // A token opens a browser's session as well, and gives no more there.
  const needed = rights === true ? 'rights' : 'write';
  if (scoped && means !== null && means.scopes !== null && !means.scopes.includes(needed)) throw outOfScope(needed);
  if (by === 'cookie') await noteUse(instance, session);
  if (asked && means?.confirmed !== true) throw unconfirmed();
}

function unconfirmed(): Declined {
  return new Declined(403, 'confirm', 'This asks for a passkey or a code once more.', 'Confirm that it is you.');
}

function outOfScope(scope: string): Declined {
  return new Declined(403, 'scope', `This token has not the scope "${scope}".`, 'Make one that has it.');
}

function hashOfBearer(request: FastifyRequest): Uint8Array | null {
  const token = bearerToken(request.headers.authorization);
  return token === undefined ? null : hashOfSecret(token);
}

function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/=-]{1,512})$/i.exec(header ?? '')?.[1];
}

function admit(access: Access | undefined, caller: Caller | null): void {
  if (access === 'public') return;
  if (access !== 'account' || caller === null) throw new Unauthorized();
}

/** A name that resolves to this machine but is not ours is how a foreign page reaches a local server (DNS rebinding). */
function hostOf(request: FastifyRequest, hosts: Hosts): Host {
  // Of two names a proxy may believe one and this server the other.
  if ((request.raw.headersDistinct?.host?.length ?? 0) > 1) throw new BadRequest(400, 'The request names two hosts.');
  const host = hostNamed(hosts, request.headers.host);
  if (host === null) {
    throw new BadRequest(421, 'This server does not answer under that host name. Use the address that it printed.');
  }
  return host;
}

/** Exact, because another port of the same machine counts as the same site: SameSite alone does not keep it out. */
function demandOwnOrigin(request: FastifyRequest, origin: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const sent = request.headers.origin;
  const withCookie = request.cookies[cookieName(SESSION_COOKIE, request)] !== undefined;
  if (sent === undefined ? withCookie : sent !== origin) {
    throw new BadRequest(403, 'This request does not come from a page of this server.');
  }
}

async function callerOf(request: FastifyRequest, instance: Instance, bearers: BearerSessions): Promise<Caller | null> {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const token = bearerToken(header);
    const session = token === undefined ? null : await bearers.sessionOf(token);
    return session === null ? null : { session, by: 'bearer' };
  }
  const secret = request.cookies[cookieName(SESSION_COOKIE, request)];
  if (secret === undefined || secret.length > 512) return null;
  const session = await sessionOf(instance, secret);
  return session === null ? null : { session, by: 'cookie' };
}

/**
 * The sessions behind Bearer tokens. A token opens one session that serves its later requests; whether that session is
 * still alive is asked of the database each time, so ending it ends the token's use at once.
 */
class BearerSessions {
  readonly #instance: Instance;
  readonly #secrets = new Map<string, string>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  async sessionOf(token: string): Promise<Session | null> {
    const key = createHash('sha256').update(token).digest('base64url');
    const known = this.#secrets.get(key);
    if (known !== undefined) {
      const session = await sessionOf(this.#instance, known);
      if (session !== null) return session;
      this.#secrets.delete(key);
    }
    const opened = await signInWithToken(this.#instance, token);
    if (opened === null) return null;
    if (this.#secrets.size >= 10_000) this.#secrets.clear();
    this.#secrets.set(key, opened.secret);
    return opened.session;
  }
}
