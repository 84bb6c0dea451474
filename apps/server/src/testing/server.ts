import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { addCompartment, addUser, type Compartment, createToken, setMember } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { listen } from '../http/listen.ts';
import { buildServer } from '../http/server.ts';
import { sequence } from '../record/index.ts';
import { openFresh, scratchFolder } from './fresh.ts';

/** Deeds of tests are done by this name. */
export const TESTER = 'operator:tester';

export interface TestServer {
  /** For instance `http://localhost:40213`. */
  readonly origin: string;
  /** Of an account that is administrator, and lead of the compartment `Team` (`TEA`). */
  readonly token: string;
  readonly compartment: Compartment;
  readonly instance: Instance;
  readonly server: FastifyInstance;
  /** The data folder. */
  readonly data: string;
  /** Adds an account, as a member of a compartment where one is named, and returns its token. */
  addPerson(
    name: string,
    member?: { compartment?: string; role: string; clearance: string },
    admin?: boolean,
  ): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A whole server on a fresh data folder and a free port, for tests that call it as the outside does.
 *
 * @param options.seed fill it with the fictional conflict of `--demo`
 * @param options.pages folder of built pages to serve
 * @param options.tiles file of tiles for the map
 * @param options.disk keep the data folder on the disk, for tests of what survives a crash
 */
export async function startTestServer(
  options: { seed?: boolean; pages?: string; tiles?: string; disk?: boolean } = {},
): Promise<TestServer> {
  const folder = options.disk ? mkdtempSync(path.join(tmpdir(), 'cairn-test-')) : scratchFolder('cairn-test-');
  const data = path.join(folder, 'data');
  const instance = await openFresh(data);
  await addUser(instance, TESTER, { email: 'lead@example.org', name: 'Lead', admin: true });
  const compartment = await addCompartment(instance, TESTER, { name: 'Team', lead: 'lead@example.org', code: 'TEA' });
  const { token } = await createToken(instance, TESTER, { user: 'lead@example.org' });
  if (options.seed === true) {
    const { seedDemo } = await import('../exchange/demo.ts');
    await seedDemo(instance);
  }
  await sequence(instance);
  const { pages, tiles } = options;
  const server = buildServer(instance, { ...(pages ? { pages } : {}), ...(tiles ? { tiles } : {}) });
  const close = await listen(server, 0);
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://localhost:${port}`,
    token,
    compartment,
    instance,
    server,
    data,
    addPerson: (name, member, admin = false) => addPerson(instance, name, member, admin),
    stop: async () => {
      await close();
      await instance.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addPerson(
  instance: Instance,
  name: string,
  member: { compartment?: string; role: string; clearance: string } | undefined,
  admin: boolean,
): Promise<string> {
  const email = `${name}@example.org`;
  await addUser(instance, TESTER, { email, name, admin });
  if (member !== undefined) await setMember(instance, TESTER, { compartment: 'Team', ...member, user: email });
  return (await createToken(instance, TESTER, { user: email })).token;
}
