import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../database/index.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from './headers.ts';
import { buildServer } from './server.ts';

let folder: string;
let server: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn-pages-'));
  const pages = path.join(folder, 'dist');
  await mkdir(path.join(pages, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'SECRET');
  await writeFile(path.join(pages, 'index.html'), '<!doctype html><title>Cairn</title>');
  await writeFile(path.join(pages, 'icon.svg'), '<svg/>');
  await writeFile(path.join(pages, 'assets', 'main-abc.js'), 'plain()');
  await writeFile(path.join(pages, 'assets', 'main-abc.js.br'), brotliCompressSync('packed()'));
  // Pages ask nothing of the database.
  server = buildServer({} as Instance, { pages, port: 8470 });
  await server.ready();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  server.inject({ method: 'GET', url, headers: { host: 'localhost:8470', ...headers } });

test.each(['/', '/index.html', '/records/1234', '/sign-in?next=/'])('%s is the first page, never kept', async (url) => {
  const page = await get(url);
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toContain('<title>Cairn');
  const files = { origin: 'http://files.localhost:8470', apart: true };
  expect(page.headers).toMatchObject({
    ...SECURITY_HEADERS,
    'content-security-policy': contentSecurityPolicy(files),
  });
});

test('assets are kept for ever, and come packed to whoever can unpack them', async () => {
  const kept = 'public, max-age=31536000, immutable';
  const plain = await get('/assets/main-abc.js');
  expect([plain.body, plain.headers['cache-control']]).toEqual(['plain()', kept]);
  const packed = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip, br' });
  expect([packed.headers['content-encoding'], packed.headers['cache-control']]).toEqual(['br', kept]);
  expect(packed.headers['content-type']).toMatch('javascript');
  expect((await get('/icon.svg')).headers['cache-control']).toBe('no-store');
});

test.each(['/assets/absent.js', '/absent.png', '/api/absent', '/api', '/tile', '/assets', '/assets/'])(
  '%s is not there, and is not kept as such',
  async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([404, 'no-store']);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
  },
);

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/..%5csecret.txt',
])('%s leads nowhere outside', async (url) => {
  const answer = await get(url);
  expect(answer.body).not.toContain('SECRET');
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
});

test('pages answer under our own names only', async () => {
  expect((await get('/', { host: 'evil.example' })).statusCode).toBe(421);
  expect((await get('/', { host: '127.0.0.1:8470' })).statusCode).toBe(200);
});
