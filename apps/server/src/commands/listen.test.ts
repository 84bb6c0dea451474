import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import net from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLoopback } from '../http/listen.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const ORIGIN = 'https://cairn.example.org';

let folder: string;
let child: ChildProcess | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-listen-'));
  child = null;
});
afterEach(async () => {
  if (child !== null && child.exitCode === null) {
    const ended = new Promise((done) => child?.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

const data = (): string => join(folder, 'data');

test.each([
  [['--listen', '0.0.0.0'], /--listen 0\.0\.0\.0 lets other machines reach Cairn, and needs --origin/],
  [['--listen', '::'], /needs --origin/],
  [['--listen', '192.0.2.7'], /needs --origin/],
  [['--listen', 'cairn.example.org', '--origin', ORIGIN], /--listen takes an address of this machine in numbers/],
  [['--files-origin', 'https://files.example.net'], /--files-origin stands beside --origin/],
  [['--origin', ORIGIN, '--files-origin', `${ORIGIN}:8443`], /ports do not keep cookies apart/],
  [['--listen', '192.0.2.7', '--origin', ORIGIN], /This machine does not have the address 192\.0\.2\.7/],
])('start %j is refused, and nothing is made', async (args, words) => {
  const port = String(await freePort());
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'start', '--data', data(), '--port', port, ...args], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(words) });
  expect(existsSync(data())).toBe(false);
});

/** Starts a server and resolves with the line that says that it is ready. */
async function start(port: number, ...args: string[]): Promise<Record<string, unknown>> {
  const given = [MAIN, 'start', '--json', '--data', data(), '--port', String(port), ...args];
  const started = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'pipe'] });
  child = started;
  let said = '';
  started.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const line = await new Promise<string>((ready, failed) => {
    started.stdout.once('data', (text: Buffer) => ready(text.toString()));
    started.once('exit', (status) => failed(new Error(`it ended with ${status}: ${said}`)));
  });
  return JSON.parse(line);
}

/** The status of an answer to a request at an address, under a name; null where nobody listens. */
function status(address: string, port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const sent = request({ host: address, port, path: '/api/health', headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', () => resolve(null));
    sent.end();
  });
}

function outsideAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

test('with --origin it listens where it is told, and answers to its own names only', async () => {
  const port = await freePort();
  const ready = await start(port, '--origin', ORIGIN, '--listen', '0.0.0.0');
  expect(ready).toMatchObject({
    ready: `http://localhost:${port}`,
    volume: expect.stringMatching(/^(un)?encrypted$|^unknown$/),
  });
  const outside = outsideAddress();
  for (const address of ['127.0.0.1', ...(outside === undefined ? [] : [outside])]) {
    expect(await status(address, port, 'cairn.example.org')).toBe(200);
    expect(await status(address, port, `localhost:${port}`)).toBe(200);
    expect(await status(address, port, `${outside ?? '192.0.2.7'}:${port}`)).toBe(421);
  }
});

test('without --listen no other machine reaches it', async () => {
  const port = await freePort();
  await start(port, '--origin', ORIGIN);
  expect(await status('127.0.0.1', port, `localhost:${port}`)).toBe(200);
  const outside = outsideAddress();
  if (outside !== undefined) expect(await status(outside, port, 'cairn.example.org')).toBeNull();
});

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['127.evil', false],
])('%s as an address of this machine alone: %s', (address, alone) => {
  expect(isLoopback(address)).toBe(alone);
});
