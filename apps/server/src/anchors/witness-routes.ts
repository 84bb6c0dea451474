import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Declined } from '../access/declined.ts';
import type { Instance } from '../database/index.ts';
import type { App } from '../http/app.ts';
import { problem, sendProblem } from '../http/problem.ts';
import { NotFound } from '../record/types.ts';
import { cosign, type RefusalKind, WitnessRefusal } from '../record/witnessing.ts';
import { Allowance } from './allowance.ts';
import { forgetRefusal, noteRefusal } from './refusals.ts';
import { isServing } from './serving-store.ts';

const NOTHING = 'There is nothing at this address.';
/** 63 hashes and a checkpoint with its signatures, in bytes. */
const LIMIT = 16 * 1024;
/** Deeds of cosigning over HTTP are done by this name. */
const BY = 'instance';

/** HTTP statuses of C2SP tlog-witness, "add-checkpoint". What is not told apart there is not told apart here. */
const STATUS: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  order: 400,
  own: 404,
  unknown: 404,
  'other-key': 403,
  unsigned: 403,
  distrusted: 403,
  stale: 409,
  'two-roots': 409,
  unproven: 422,
  'other-history': 422,
  forgot: 503,
};

/** This instance as a witness of partners' logs, once the operator has switched it on. */
export function witnessRoutes(app: App, instance: Instance): void {
  const allowance = new Allowance();
  const admit = (origin: string): void => {
    const retryAfter = allowance.take(origin);
    if (retryAfter > 0)
      throw new Declined(429, 'throttled', 'This log asks too often.', `Wait ${retryAfter} seconds.`, { retryAfter });
  };
  app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    // The standard names no content type, and clients send several.
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: LIMIT },
      async (_request: unknown, body: unknown) => body,
    );
    scope.post(
      '/witness/add-checkpoint',
      {
        config: { access: 'public' },
        bodyLimit: LIMIT,
        // Before the body is looked at: what is switched off answers as if it were not there, whatever is sent.
        onRequest: async () => {
          if (!(await isServing(instance.access))) throw new NotFound(NOTHING);
        },
        schema: {
          summary: 'Cosigns a checkpoint of a known log (C2SP tlog-witness); absent until the operator switches it on',
          tags: ['log'],
          response: { 200: { content: { 'text/plain': { schema: Type.String() } } } },
        },
      },
      async (request, reply) => {
        const text = typeof request.body === 'string' ? request.body : '';
        try {
          const note = await cosign(instance, text, BY, undefined, admit);
          forgetRefusal(instance, note.split('\n', 1)[0] ?? '');
          const line = note.slice(note.slice(0, -1).lastIndexOf('\n') + 1);
          return reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(line);
        } catch (error) {
          if (!(error instanceof WitnessRefusal)) throw error;
          noteRefusal(instance, error);
          return sendRefusal(reply, error);
        }
      },
    );
  });
}

function sendRefusal(reply: FastifyReply, { kind, size, what }: WitnessRefusal): FastifyReply {
  const status = STATUS[kind];
  if (status === 404) throw new NotFound(NOTHING);
  // A conflict without a size is one of roots.
  if (size === null) return sendProblem(reply, problem(status, what));
  return reply.code(409).header('cache-control', 'no-store').type('text/x.tlog.size').send(`${size}\n`);
}
