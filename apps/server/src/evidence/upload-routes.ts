import { Readable } from 'node:stream';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instance } from '../database/index.ts';
import { type App, CONNECTION_TIMEOUT, sessionOfRequest } from '../http/app.ts';
import { BadRequest } from '../http/problem.ts';
import { answerTus, Refused } from './upload-protocol.ts';
import { listUploads } from './uploads.ts';

const tags = ['evidence'];
const IdParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false });

/** How long a line may say nothing while a body comes (milliseconds): what came is kept, and the upload is free again. */
const SILENCE = 30_000;

/** Resumable uploads (tus 1.0.0). An upload shows to the account that began it alone, and has no name. */
export function uploadRoutes(app: App, instance: Instance): void {
  app.register(async (scope) => {
    // Read by the route itself, as it comes.
    scope.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
    listing(scope as unknown as App, instance);
    protocol(scope as unknown as App, instance);
  });
}

function listing(app: App, instance: Instance): void {
  app.get(
    '/api/v1/uploads',
    {
      config: { access: 'account' },
      schema: {
        summary: "The caller's uploads that became no item yet",
        tags,
        response: {
          200: Type.Object({
            uploads: Type.Array(
              Type.Object({
                id: Type.String(),
                compartment: Type.String(),
                bytes: Type.Integer({ minimum: 0 }),
                received: Type.Integer({ minimum: 0 }),
                created: Type.String({ format: 'date-time' }),
                expires: Type.String({ format: 'date-time' }),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const uploads = await listUploads(instance, sessionOfRequest(request));
      return {
        uploads: uploads.map(({ id, compartment, bytes, received, created, expires }) => ({
          ...{ id, compartment, bytes, received },
          ...{ created: created.toISOString(), expires: expires.toISOString() },
        })),
      };
    },
  );
}

function protocol(app: App, instance: Instance): void {
  const config = { access: 'account' } as const;
  const one = { tags, params: IdParams };
  const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => tus(instance, request, reply);
  app.post('/api/v1/uploads', { config, schema: { summary: 'Begin an upload (tus creation)', tags } }, answer);
  app.head('/api/v1/uploads/:id', { config, schema: { summary: 'How far an upload is (tus)', ...one } }, answer);
  app.patch(
    '/api/v1/uploads/:id',
    { config: { ...config, slow: true }, schema: { summary: 'Send bytes of an upload (tus)', ...one } },
    answer,
  );
  app.delete(
    '/api/v1/uploads/:id',
    { config, schema: { summary: 'Give an upload up (tus termination)', ...one } },
    answer,
  );
}

async function tus(instance: Instance, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('tus-resumable', '1.0.0');
  const { raw } = request;
  const asked = webRequest(request);
  try {
    if (asked.body !== null) raw.setTimeout(SILENCE);
    const { status, headers } = await answerTus(instance, sessionOfRequest(request), asked);
    for (const [name, value] of headers) reply.header(name, value);
    return reply.code(status).send();
  } catch (error) {
    // What is left of the body is read, so that the answer is; where reading had begun, the line ends with the answer.
    if (asked.body?.locked === true) reply.header('connection', 'close');
    else void asked.body?.pipeTo(new WritableStream()).catch(() => undefined);
    if (error instanceof Refused) throw new BadRequest(error.status, error.message);
    throw error;
  } finally {
    raw.setTimeout(CONNECTION_TIMEOUT);
  }
}

/** What the protocol has to know of a request, and its body as it comes. */
function webRequest({ raw, method, url }: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers))
    if (/^(?:tus-|upload-|content-)/.test(name) && typeof value === 'string') headers.set(name, value);
  const address = `http://localhost${url.split('?', 1)[0]}`;
  if (method !== 'PATCH') {
    // An upload is begun without a body, whatever was sent along.
    headers.delete('content-type');
    return new Request(address, { method, headers });
  }
  if (headers.get('content-type') !== 'application/offset+octet-stream')
    throw new BadRequest(400, 'Send bytes of an upload as application/offset+octet-stream.');
  return new Request(address, { method, headers, body: Readable.toWeb(raw) as ReadableStream, duplex: 'half' });
}
