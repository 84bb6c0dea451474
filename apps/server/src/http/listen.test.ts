import { createServer } from 'node:http';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';

// A browser that is given `localhost` tries both addresses: whoever had the same port under the other one would answer it.
test('a port that the machine chooses is held under both addresses of the machine itself', async ({ skip }) => {
  if (!(await canHold('::1', 0))) skip('this machine has no IPv6');
  for (let turn = 0; turn < 5; turn++) {
    const server = Fastify();
    server.get('/', async () => 'ours');
    const close = await listen(server, 0);
    const { port } = server.server.address() as { port: number };
    expect(port).toBeGreaterThan(0);
    for (const address of ['127.0.0.1', '[::1]'])
      expect(await (await fetch(`http://${address}:${port}/`)).text(), address).toBe('ours');
    for (const address of ['127.0.0.1', '::1']) expect(await canHold(address, port), address).toBe(false);
    await close();
    for (const address of ['127.0.0.1', '::1']) expect(await canHold(address, port), address).toBe(true);
  }
});

function canHold(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen({ host, port, ipv6Only: host === '::1' }, () => probe.close(() => resolve(true)));
  });
}
