import type { Readable } from 'node:stream';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instance } from '../database/index.ts';
import type { App } from '../http/app.ts';
import { FILES_HEADERS } from '../http/headers.ts';
import { sendBare } from '../http/problem.ts';
import { type Opened, openStored } from '../store/index.ts';
import { contentDisposition, handedOutAs, spanOf } from './files-headers.ts';
import { type Address, fileAt, type HandedOut, mayGoOn } from './tickets.ts';

/** How often it is asked, while a file is being sent, whether it still may be; in milliseconds. */
const ASKED_EVERY = 2_000;

const Params = Type.Object({
  ticket: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  item: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  mac: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
});

/** The files themselves, under addresses that `/api/v1/items/links` gives out. Nothing else is answered on their host. */
export function filesRoutes(app: App, instance: Instance): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/f/:ticket/:item/:mac',
    exposeHeadRoute: false,
    config: { access: 'public', files: true },
    schema: { summary: 'A file, under an address that was given out for it', tags: ['items'], params: Params },
    handler: async (request, reply) => handOut(instance, request as FastifyRequest<{ Params: Address }>, reply),
  });
}

async function handOut(
  instance: Instance,
  request: FastifyRequest<{ Params: Address }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = await fileAt(instance, request.params);
  if (found === null) return sendBare(reply, 404);
  const apart = request.filesHost?.apart === true;
  const { disposition, type } = handedOutAs(found.mediaType, { show: found.as === 'show', apart });
  reply.headers(FILES_HEADERS).headers({
    'content-type': type,
    'content-disposition': contentDisposition(disposition, found.name),
    'accept-ranges': 'bytes',
    ...(apart ? {} : { 'cross-origin-resource-policy': 'same-origin' }),
  });
  const opened = await openPart(instance, found, request);
  if (opened === null) return sendBare(reply, 404);
  const { bytes, span } = opened;
  if (span === 'unsatisfiable') {
    opened.stream.destroy();
    return sendBare(reply.header('content-range', `bytes */${bytes}`), 416);
  }
  if (span !== null) reply.code(206).header('content-range', `bytes ${span.start}-${span.end}/${bytes}`);
  reply.header('content-length', String(span === null ? bytes : span.end - span.start + 1));
  if (request.method === 'HEAD') {
    opened.stream.destroy();
    return reply.send();
  }
  watchRight(instance, request.params, opened.stream);
  return reply.send(opened.stream);
}

/** A file, or the part of it that was asked for; null when it is not there. */
async function openPart(
  instance: Instance,
  { compartment, sha256, bytes }: HandedOut,
  { method, headers }: FastifyRequest,
): Promise<(Opened & { readonly span: ReturnType<typeof spanOf> }) | null> {
  // Whoever asks for the head alone is told of the whole file; a byte of it shows that it is there.
  const of = (size: number) => (method === 'HEAD' ? null : spanOf(headers.range, size));
  const expected = of(bytes);
  const part = method === 'HEAD' || expected === 'unsatisfiable' ? { start: 0, end: 0 } : (expected ?? undefined);
  const opened = await openStored(instance, compartment, sha256, part);
  if (opened === null || opened.bytes === bytes) return opened && { ...opened, span: expected };
  // It is not as long as the item says: somebody altered it, which is said elsewhere. What is there is handed out.
  opened.stream.destroy();
  const span = of(opened.bytes);
  const again = await openStored(
    instance,
    compartment,
    sha256,
    typeof span === 'object' && span !== null ? span : undefined,
  );
  return again && { ...again, span };
}

/** Ends a file that is being sent once its session, or the right to it, has ended. */
function watchRight(instance: Instance, address: Address, stream: Readable): void {
  const timer = setInterval(() => {
    mayGoOn(instance, address)
      .catch(() => false)
      .then((may) => {
        if (!may) stream.destroy(new Error('The right to this file has ended.'));
      });
  }, ASKED_EVERY).unref();
  stream.once('close', () => clearInterval(timer));
}
