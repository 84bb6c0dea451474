import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { BadRequest, problem, sendProblem } from './problem.ts';

/** Addresses that are never a page: a mistyped one gets an error, not the first page. */
const NOT_PAGES = /^\/(?:api|tile|checkpoint|assets|f)(?:\/|$)/;

/**
 * Serves the built pages: `/assets/` (file names carry a hash, so they may be kept for ever), the few files beside
 * index.html, and index.html itself for every address that the page's own router knows.
 */
export function addPages(app: App, root: string): void {
  app.register(fastifyStatic, {
    root,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    index: false,
  });

  app.get('/assets/*', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    reply.header('vary', 'accept-encoding');
    return reply.sendFile(path.posix.join('assets', nameOf(request)));
  });

  app.get('/*', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const name = nameOf(request);
    if (NOT_PAGES.test(`/${name}`)) return sendNothing(reply);
    if (/\.[a-z0-9]+$/i.test(name) && name !== 'index.html') return reply.sendFile(name);
    if (!existsSync(path.join(root, 'index.html'))) {
      throw new BadRequest(404, 'The pages are not built. Run: npm run build -w @cairn/web');
    }
    reply.header('vary', 'accept-encoding');
    return reply.sendFile('index.html');
  });
}

function nameOf(request: FastifyRequest): string {
  return (request.params as { '*'?: string })['*'] ?? '';
}

function sendNothing(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, problem(404, 'There is nothing at this address.'));
}
