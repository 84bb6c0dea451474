import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../record/types.ts';
import { answerUnreadable } from './unreadable.ts';

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1: a browser tries both for `localhost`, and whoever held the
 * other one would get its requests.
 *
 * @returns what ends it
 * @throws Refusal when another program has the port
 */
export async function listen(server: FastifyInstance, port: number): Promise<() => Promise<void>> {
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await server.close();
    throw refusalOf(error, port);
  }
  const second = await listenOnSix(server, port);
  return async () => {
    second?.closeAllConnections();
    second?.close();
    await server.close();
  };
}

/**
 * Looks whether the port can be had, before anything is made for the sake of serving there.
 *
 * @throws Refusal when another program has it
 */
export async function requireFreePort(port: number): Promise<void> {
  for (const host of ['127.0.0.1', '::1']) {
    const probe = createServer();
    try {
      await new Promise<void>((done, failed) => {
        probe.once('error', failed);
        probe.listen({ host, port, ipv6Only: host === '::1' }, done);
      });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A machine without the second address serves at the first alone.
      if (host === '127.0.0.1' || code === 'EADDRINUSE') throw refusalOf(error, port);
    } finally {
      await new Promise((done) => probe.close(done));
    }
  }
}

async function listenOnSix(server: FastifyInstance, port: number): Promise<Server | null> {
  const options = { requestTimeout: 60_000, requireHostHeader: false };
  const second = createServer(options, (request, reply) => server.routing(request, reply));
  second.on('clientError', answerUnreadable);
  try {
    await new Promise<void>((done, failed) => {
      second.once('error', failed);
      second.listen({ host: '::1', port, ipv6Only: true }, done);
    });
    return second;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return null;
    await server.close();
    throw refusalOf(error, port);
  }
}

function refusalOf(error: unknown, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new Refusal(
      `Port ${port} is used by another program.`,
      '',
      `Stop that program, or choose another port with --port, for instance --port ${port < 65_535 ? port + 1 : 8470}.`,
    );
  }
  if (code === 'EACCES') {
    return new Refusal(`Port ${port} may not be used by this user.`, '', 'Choose one above 1023 with --port.');
  }
  return error;
}
