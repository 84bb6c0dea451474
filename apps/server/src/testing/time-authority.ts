import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnswerOptions, makeTestAuthority, type TestAuthority } from '@cairn/timestamp/testing';

/** How an authority misbehaves; `well` is not at all. */
export type Manner =
  | 'well'
  | 'wrong-nonce'
  | 'no-nonce'
  | 'wrong-imprint'
  | 'future'
  | 'past'
  | 'refused'
  | 'commanding'
  | 'altered'
  | 'garbage'
  | 'empty'
  | 'error'
  | 'slow'
  | 'redirect'
  | 'huge';

export interface LocalAuthority {
  readonly url: string;
  /** PEM of its root. */
  readonly chain: string;
  /** How it answers from now on. */
  manner: Manner;
  /** Bodies and headers of what it was sent. */
  readonly asked: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, unknown>> }[];
  stop(): Promise<void>;
}

const HOUR = 3_600_000;

/** What is special about the answer of each manner that answers with a time stamp. */
const SPECIAL: Partial<Record<Manner, () => AnswerOptions>> = {
  well: () => ({}),
  altered: () => ({}),
  'wrong-nonce': () => ({ nonce: Uint8Array.of(1, 2, 3, 4).buffer }),
  'no-nonce': () => ({ nonce: null }),
  'wrong-imprint': () => ({ digest: new Uint8Array(32) }),
  future: () => ({ time: new Date(Date.now() + 26 * HOUR) }),
  past: () => ({ time: new Date(Date.now() - 26 * HOUR) }),
  refused: () => ({ status: 2 }),
};

/** A time-stamp authority on this machine that needs no other program. */
export async function startAuthority(): Promise<LocalAuthority> {
  const authority = await makeTestAuthority();
  return serve(authority.chain, (query, options) => authority.answer(query, options));
}

async function serve(chain: string, answer: TestAuthority['answer']): Promise<LocalAuthority> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = new Uint8Array(Buffer.concat(parts));
    local.asked.push({ body, headers: request.headers });
    const special = SPECIAL[local.manner];
    if (special === undefined) return misbehave(local.manner, response, local.url);
    const reply = await answer(body, special());
    if (local.manner === 'altered') reply[reply.length - 5] = (reply.at(-5) as number) ^ 1;
    response.setHeader('content-type', 'application/timestamp-reply').end(reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const local: LocalAuthority = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    chain,
    manner: 'well',
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return local;
}

/** A TimeStampResp of status 2 with a text, in DER. */
function refusalSaying(said: string): Buffer {
  const value = (tag: number, ...parts: Uint8Array[]): Buffer => {
    const content = Buffer.concat(parts);
    return Buffer.concat([Buffer.of(tag, content.length), content]);
  };
  const text = value(0x30, value(0x0c, Buffer.from(said)));
  return value(0x30, value(0x30, Buffer.of(2, 1, 2), text));
}

function misbehave(manner: Manner, response: ServerResponse, url: string): void {
  if (manner === 'garbage') response.end('<html>Sign in to the network</html>');
  else if (manner === 'commanding') response.end(refusalSaying('\u001b[2JAll is well\u0007'));
  else if (manner === 'empty') response.end();
  else if (manner === 'error') response.writeHead(500).end();
  else if (manner === 'redirect') response.writeHead(307, { location: `${url}elsewhere` }).end();
  else if (manner === 'huge') {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  } else response.writeHead(200).flushHeaders();
}

/** Whether OpenSSL is installed. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** The same with OpenSSL behind it: a program by others signs what is verified here. */
export async function startOpensslAuthority(): Promise<LocalAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-authority-'));
  makeOpensslAuthority(folder);
  const local = await serve(readFileSync(join(folder, 'root.pem'), 'utf8'), async (query) => {
    writeFileSync(join(folder, 'query.tsq'), query);
    openssl(folder, 'ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
    return new Uint8Array(readFileSync(join(folder, 'reply.tsr')));
  });
  const { stop } = local;
  return Object.assign(local, {
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

function openssl(folder: string, ...args: string[]): string {
  return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Files of a root and an authority below it, with RSA as most have it. */
function makeOpensslAuthority(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'serial'), '01\n');
  writeFileSync(
    join(folder, 'ts.cnf'),
    `[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = OpenSSL test
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[ signer ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ tsa ]
default_tsa = authority
[ authority ]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
certs = root.pem
signer_key = signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`,
  );
  const rsa = ['-newkey', 'rsa:2048', '-nodes', '-config', 'ts.cnf', '-sha256'];
  openssl(
    folder,
    'req',
    '-x509',
    ...rsa,
    '-subj',
    '/CN=OpenSSL test root',
    '-days',
    '3650',
    '-extensions',
    'root',
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
  );
  openssl(folder, 'req', ...rsa, '-subj', '/CN=OpenSSL test authority', '-keyout', 'signer.key', '-out', 'signer.csr');
  openssl(
    folder,
    'x509',
    '-req',
    '-in',
    'signer.csr',
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-days',
    '3650',
    '-extfile',
    'ts.cnf',
    '-extensions',
    'signer',
    '-sha256',
    '-out',
    'signer.pem',
  );
}

/** Whether "openssl ts -verify" takes files of an export for good. */
export function opensslVerifies(folder: string, line: string): boolean {
  const [program = '', ...args] = line.split(' ');
  return spawnSync(program, args, { cwd: folder }).status === 0;
}
