import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import type { App } from './app.ts';
import { hurryBodies } from './slow.ts';

/** Sends a head that promises a body, and the body in pieces, slowly. */
async function slowly(port: number, path: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  const closed = new Promise((done) => socket.once('close', done));
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\n`);
  for (let n = 0; n < 4 && socket.writable; n++) {
    await sleep(150);
    if (answer === '') socket.write('x');
  }
  while (answer === '') await sleep(10);
  socket.end();
  await closed;
  return answer;
}

test('a body that takes too long ends its request, but where the route says that it may', async () => {
  const server = Fastify();
  hurryBodies(server as unknown as App, 250);
  server.post('/short', { config: { access: 'public' } }, async ({ body }) => body);
  server.post('/long', { config: { access: 'public', slow: true } }, async ({ body }) => body);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  expect(await slowly(port, '/short')).toMatch(/^HTTP\/1.1 408 [\s\S]*content-security-policy/);
  expect(await slowly(port, '/long')).toMatch(/^HTTP\/1.1 200 [\s\S]*xxxx$/);
  await server.close();
});
