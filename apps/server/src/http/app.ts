import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Activity } from '../access/activity.ts';
import type { Session } from '../record/types.ts';
import { Unauthorized } from '../record/types.ts';
import type { FilesHost } from './hosts.ts';

/**
 * Who may call a route.
 *
 * * `public`: anyone who reaches the address;
 * * `account`: whoever is signed in; what they may see is then the database's business;
 * * `witness`: configured witnesses, and everyone once the operator has published the log.
 */
export type Access = 'public' | 'account' | 'witness';
export const ACCESSES: readonly Access[] = ['public', 'account', 'witness'];

/** How the caller showed who they are. A cookie is sent by browsers unasked, so it is held to the Origin header. */
export interface Caller {
  readonly session: Session;
  readonly by: 'bearer' | 'cookie';
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says it; a route without it stops the server at start-up. */
    access?: Access;
    /** A browser's session must have shown a factor within the last minutes, else 403 with `code: "confirm"`. */
    confirmed?: boolean;
    /** Changes rights or factors: a scoped token needs the scope `rights`. */
    rights?: boolean;
    /** Changes nothing but the caller's own session: a token of any scope may. */
    anyScope?: boolean;
    /** Its body may be of any length and come at any speed; the route ends one that stops coming. */
    slow?: boolean;
    /** What a successful answer is entered as in the activity (security design §5); nothing for routes that show no record. */
    activity?: Activity['what'];
    /** Hands out files: it answers under the host for files and under no other. */
    files?: boolean;
  }
  interface FastifyRequest {
    caller: Caller | null;
    /** The one of our origins under which the request came. */
    ownOrigin: string;
    /** Where files are handed out to pages of that origin. */
    filesHost: FilesHost | null;
  }
}

/** The server as areas see it when they add their routes. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/**
 * The session of a request to a route that asks for an account.
 *
 * @throws Unauthorized where the route forgot to ask: better closed than open.
 */
export function sessionOfRequest(request: Pick<FastifyRequest, 'caller'>): Session {
  if (request.caller === null) throw new Unauthorized();
  return request.caller.session;
}

/** How long a line may say nothing (milliseconds). */
export const CONNECTION_TIMEOUT = 120_000;

export const SESSION_COOKIE = 'cairn_session';
/** By it a browser in which somebody signed in before is known again; it opens nothing. */
export const DEVICE_COOKIE = 'cairn_device';

/**
 * What a cookie of ours is called under the address of a request. Behind TLS with the prefix that lets no other host of the
 * same domain set it (RFC 6265bis §4.1.3.2): else a neighbour could sign somebody in as somebody else.
 */
export function cookieName(
  name: typeof SESSION_COOKIE | typeof DEVICE_COOKIE,
  { ownOrigin }: Pick<FastifyRequest, 'ownOrigin'>,
): string {
  return ownOrigin.startsWith('https:') ? `__Host-${name}` : name;
}
