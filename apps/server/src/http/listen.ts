import { createServer, type Server } from 'node:http';
import { type AddressInfo, isIP, isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../record/types.ts';
import { CONNECTION_TIMEOUT } from './app.ts';
import { HTTP_OPTIONS } from './slow.ts';
import { answerUnreadable } from './unreadable.ts';

/** Reached by this machine alone; where a server listens unless it is told otherwise. */
export const LOOPBACK = '127.0.0.1';

/** Whether only this machine reaches an address. */
export function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** One address to listen on. */
interface Place {
  readonly host: string;
  /** A machine may lack the second address of its own; any other was asked for. */
  readonly optional: boolean;
  readonly ipv6Only: boolean;
}

/**
 * Both addresses of the machine itself, since a browser tries both for `localhost` and whoever held the other one would
 * get its requests; and the address that was asked for, unless that includes them.
 */
function placesOf(address: string): Place[] {
  const four = { host: LOOPBACK, optional: false, ipv6Only: false };
  const six = { host: '::1', optional: true, ipv6Only: true };
  if (address === LOOPBACK || address === '::1') return [four, six];
  if (address === '0.0.0.0') return [{ ...four, host: address }, six];
  if (address === '::') return [{ host: address, optional: false, ipv6Only: false }];
  return [four, six, { host: address, optional: false, ipv6Only: isIPv6(address) }];
}

/** How many ports are looked at for one that nobody has under any of the addresses. */
const LOOKS = 50;

/**
 * A port that is free under each address. The machine's own choice is free under one of them only: under the other another
 * program may listen, and a browser that tries `localhost` would get that program's answers.
 */
async function freePort(places: readonly Place[]): Promise<number> {
  for (let look = 0; look < LOOKS; look++) {
    const held: Server[] = [];
    try {
      let port = 0;
      for (const place of places) {
        const probe = createServer();
        try {
          await begin(probe, place, port);
        } catch (error) {
          if (place.optional && (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') continue;
          throw error;
        }
        held.push(probe);
        port = (probe.address() as AddressInfo).port;
      }
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return 0;
    } finally {
      await Promise.all(held.map((probe) => new Promise((done) => probe.close(done))));
    }
  }
  return 0;
}

/**
 * Listens on both loopback addresses and, beyond them, on the one that is given, all under one port.
 *
 * @param port 0 for one that the machine chooses
 * @returns what ends it
 * @throws Refusal when another program has the port, or the machine does not have the address
 */
export async function listen(
  server: FastifyInstance,
  port: number,
  address: string = LOOPBACK,
): Promise<() => Promise<void>> {
  const places = placesOf(address);
  const [first, ...others] = places as [Place, ...Place[]];
  const more: Server[] = [];
  const wanted = port === 0 ? await freePort(places) : port;
  try {
    await server.listen({ host: first.host, port: wanted, ipv6Only: first.ipv6Only });
  } catch (error) {
    await server.close();
    throw refusalOf(error, wanted, first.host);
  }
  const taken = (server.server.address() as AddressInfo).port;
  for (const place of others) {
    try {
      more.push(await listenAlso(server, place, taken));
    } catch (error) {
      if (place.optional && (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') continue;
      for (const each of more) each.close();
      await server.close();
      throw refusalOf(error, taken, place.host);
    }
  }
  return async () => {
    for (const each of more) {
      each.closeAllConnections();
      each.close();
    }
    await server.close();
  };
}

/**
 * Looks whether the port can be had, before anything is made for the sake of serving there.
 *
 * @throws Refusal when another program has it
 */
export async function requireFreePort(port: number, address: string = LOOPBACK): Promise<void> {
  for (const place of placesOf(address)) {
    const probe = createServer();
    try {
      await begin(probe, place, port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!place.optional || code === 'EADDRINUSE') throw refusalOf(error, port, place.host);
    } finally {
      await new Promise((done) => probe.close(done));
    }
  }
}

async function listenAlso(server: FastifyInstance, place: Place, port: number): Promise<Server> {
  // Handed to the first server, so that whoever listens to its requests hears of all of them.
  const also = createServer(HTTP_OPTIONS, (request, reply) => server.server.emit('request', request, reply));
  also.setTimeout(CONNECTION_TIMEOUT);
  also.on('clientError', answerUnreadable);
  await begin(also, place, port);
  return also;
}

function begin(server: Server, { host, ipv6Only }: Place, port: number): Promise<void> {
  return new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen({ host, port, ipv6Only }, done);
  });
}

function refusalOf(error: unknown, port: number, address: string): unknown {
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
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'EINVAL') {
    return new Refusal(
      `This machine does not have the address ${address}.`,
      '',
      'Give one of its own with --listen, or 0.0.0.0 for all of them.',
    );
  }
  return error;
}
