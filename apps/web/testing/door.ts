import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';

const SERVER = '../../server/src';
/** The name under which others reach the instance, through a TLS proxy. */
export const OUTSIDE = 'https://cairn.example.org';
const by = 'operator:tester';

/** An instance in which nobody has an account yet. */
export interface DoorUnderTest {
  /** For instance `http://localhost:40213`. */
  origin: string;
  port: number;
  /** Address of a new set-up link, on this machine. */
  setUpLink(): Promise<string>;
  /** Adds an account and returns the secret of its invitation. */
  invite(email: string, name: string): Promise<string>;
  /** Adds an account as the command line does: with a password, and nothing else to show. */
  addUser(email: string, name: string, password: string): Promise<void>;
  /** Adds a compartment with two members: a lead, and a contributor. */
  addCompartment(name: string, lead: string, contributor: string): Promise<void>;
  /** Makes every session one in which no factor was shown lately. */
  forgetConfirmations(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDoor(pages: string): Promise<DoorUnderTest> {
  // By address, not by import: the browser's type check would otherwise take in the whole server.
  const { openInstance } = await import(`${SERVER}/database/index.ts`);
  const { buildServer } = await import(`${SERVER}/http/server.ts`);
  const { listen } = await import(`${SERVER}/http/listen.ts`);
  const { commitDeed, sequence } = await import(`${SERVER}/record/index.ts`);
  const access = await import(`${SERVER}/access/index.ts`);
  const { linkDeed } = await import(`${SERVER}/access/link-deed.ts`);

  const folder = await mkdtemp(path.join(tmpdir(), 'cairn-door-'));
  const instance = await openInstance({ data: path.join(folder, 'data'), create: true });
  await sequence(instance);
  const server = buildServer(instance, { pages, origin: OUTSIDE });
  const close = await listen(server, 0);
  const { port } = server.server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  return {
    origin,
    port,
    setUpLink: async () => `${origin}/enter#${await access.makeSetUpLink(instance)}`,
    invite: async (email, name) => {
      const { id } = await access.addUser(instance, by, { email, name });
      const { deed, secret } = linkDeed('invitation', id, by);
      await commitDeed(instance, deed);
      return secret;
    },
    addUser: async (email, name, password) => {
      await access.addUser(instance, by, { email, name, password });
    },
    addCompartment: async (name, lead, user) => {
      await access.addCompartment(instance, by, { name, lead });
      await access.setMember(instance, by, { compartment: name, user, role: 'contributor', clearance: 'internal' });
    },
    forgetConfirmations: async () => {
      await instance.owner.query('update cairn.live_session set confirmed = null');
    },
    stop: async () => {
      await close();
      await instance.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const inTls = (name: string) => readFileSync(path.join(import.meta.dirname, 'tls', name), 'utf8');

/** A TLS proxy as an operator puts one before Cairn: it ends TLS and hands every request on, host name and all. */
export async function startTlsProxy(port: number): Promise<{ flags: string[]; stop: () => void }> {
  const cert = inTls('cairn.example.org.cert.pem');
  const hand = ({ method, url, headers }: IncomingMessage) =>
    request({ host: '127.0.0.1', port, method, path: url, headers });
  const proxy = createServer(
    { cert, key: inTls('cairn.example.org.key.pem') },
    (asked: IncomingMessage, answer: ServerResponse) => {
      const onward = hand(asked);
      onward.on('response', (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      answer.on('close', () => onward.destroy());
      asked.pipe(onward);
    },
  );
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  const { port: taken } = proxy.address() as AddressInfo;
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    flags: [
      `--host-resolver-rules=MAP cairn.example.org 127.0.0.1:${taken}`,
      // For this one key alone: the page counts as securely loaded, as behind a certificate that browsers trust.
      `--ignore-certificate-errors-spki-list=${createHash('sha256').update(spki).digest('base64')}`,
    ],
    stop: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

/** An app for one-time codes. Each code opens once, so it goes on by a step, within what a clock may be off: two in a row. */
export class CodeApp {
  readonly #totp: TOTP;
  #step = 0;

  constructor(secret: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(/\s/g, '')) });
  }

  next(): string {
    return this.#totp.generate({ timestamp: Date.now() + 30_000 * this.#step++ });
  }
}
