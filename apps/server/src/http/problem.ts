import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyError, FastifyReply } from 'fastify';
import { Declined } from '../access/declined.ts';
import { isConnectionLost } from '../database/errors.ts';
import { ErasureConflict } from '../erasure/types.ts';
import { isFull, NoRoom, NotWhole } from '../evidence/refusals.ts';
import { Conflict, Forbidden, Invalid, LogTooSmall, NotFound, Refusal, Unauthorized } from '../record/types.ts';
import { StoreError } from '../store/index.ts';
import { FILES_HEADERS } from './headers.ts';

/** An error as HTTP shows it (RFC 9457). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly problems?: readonly { path: string; code: string; message: string }[];
  readonly [member: string]: unknown;
}

export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
    problems: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    ),
  },
  { additionalProperties: true, description: 'An error in the form of RFC 9457.' },
);

export function problem(status: number, detail: string, more: Record<string, unknown> = {}): ProblemDocument {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...more };
}

export function sendProblem(reply: FastifyReply, document: ProblemDocument): FastifyReply {
  return reply
    .code(document.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(document);
}

/** A refusal on the host for files: its status and nothing about why, as no page of ours reads it. */
export function sendBare(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).headers(FILES_HEADERS).type('text/plain; charset=utf-8').send(`${STATUS_CODES[status]}\n`);
}

/** A request that this server cannot answer whatever its route: wrong host, wrong origin, unreadable body. */
export class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.name = 'BadRequest';
    this.status = status;
  }
}

/** Said instead of the framework's own messages, which repeat parts of the request. */
const SAYINGS: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the body as application/json.',
  FST_ERR_CTP_EMPTY_TYPE: 'Send the body as application/json.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than this server accepts.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as its Content-Length says.',
  FST_ERR_BAD_URL: 'The address cannot be read.',
};

/**
 * The answer to an error. Only the named refusals speak for themselves; anything else is a fault of ours, of which the
 * caller learns a number to quote and nothing more.
 */
export function problemOf(error: unknown, report: (fault: unknown, id: string) => void): ProblemDocument {
  if (error instanceof Declined) return problem(error.status, error.message, { code: error.code, ...error.more });
  if (error instanceof Invalid) return problem(422, error.message, { problems: error.problems });
  if (error instanceof Conflict) {
    return problem(409, error.message, { yours: error.yours, current: error.current });
  }
  if (error instanceof StoreError) return problem(503, 'The store of files does not answer. Try again later.');
  if (error instanceof ErasureConflict) return problem(409, error.message);
  if (error instanceof NotWhole) return problem(409, error.message);
  // A database that stopped because its disk is full says both; it is coming back, and that is said below.
  if (isFull(error) && !isConnectionLost(error)) return problem(507, new NoRoom().message);
  if (error instanceof LogTooSmall) return problem(409, error.message);
  if (error instanceof NotFound) return problem(404, error.message);
  if (error instanceof Forbidden) return problem(403, error.message);
  if (error instanceof Unauthorized) return problem(401, error.message);
  if (error instanceof Refusal) return problem(400, error.message);
  if (error instanceof BadRequest) return problem(error.status, error.message);
  const refused = refusedByDatabase(error);
  if (refused !== null) return problem(422, refused);
  if (isConnectionLost(error)) return problem(503, 'The database is restarting. Try again in a moment.');
  const known = error as Partial<FastifyError>;
  if (known.validation !== undefined) return problemOfSchema(known as FastifyError);
  const status = known.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return problem(status, SAYINGS[known.code ?? ''] ?? 'The request cannot be read.');
  }
  const id = randomUUID();
  report(error, id);
  return problem(500, 'Something went wrong in the server. Its log says what, under the number given here.', {
    instance: `urn:uuid:${id}`,
  });
}

/**
 * What the database says of a value that no check before it caught (SQLSTATE class 22, and 54000: an index or search
 * vector that is full). Its own words may repeat the value, so they go neither to the caller nor into the log.
 */
function refusedByDatabase(error: unknown): string | null {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  if (typeof code !== 'string' || typeof severity !== 'string') return null;
  if (code.startsWith('54')) return 'A text is longer than can be searched. Shorten it, or keep it as a file.';
  return code.startsWith('22') ? 'A value in the request is of a form that cannot be stored or searched.' : null;
}

/** A malformed id in the path is answered like an unknown one; a body that is not as described like a broken rule. */
function problemOfSchema(error: FastifyError): ProblemDocument {
  if (error.validationContext === 'params') return problemOf(new NotFound(), () => {});
  const problems = (error.validation ?? []).map((v) => ({
    path: pointerOf(v),
    code: v.keyword,
    message: v.message ?? 'is not as described',
  }));
  const body = error.validationContext === 'body';
  return problem(
    body ? 422 : 400,
    body ? 'The body is not as /api/openapi.json describes it.' : 'The query is not as /api/openapi.json describes it.',
    { problems },
  );
}

function pointerOf(v: NonNullable<FastifyError['validation']>[number]): string {
  const missing = v.keyword === 'required' ? v.params.missingProperty : undefined;
  const extra = v.keyword === 'additionalProperties' ? v.params.additionalProperty : undefined;
  const last = typeof missing === 'string' ? missing : typeof extra === 'string' ? extra : undefined;
  return last === undefined ? v.instancePath : `${v.instancePath}/${last.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
