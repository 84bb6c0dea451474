import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials, S3Place } from '../apps/server/src/store/index.ts';
import { s3Gateway } from './tools.ts';

/** How long it may take to answer (milliseconds). */
const PATIENCE = 30_000;

export interface S3Gateway {
  readonly place: S3Place;
  readonly credentials: Credentials;
  stop(): Promise<void>;
}

/**
 * Starts an S3 server with one bucket below a folder.
 *
 * @throws Missing when there is none and none can be built
 */
export async function startS3Gateway(folder: string): Promise<S3Gateway> {
  const program = await s3Gateway();
  const [bucket, port] = ['cairn', await freePort()];
  for (const name of [`files/${bucket}`, 'attributes']) mkdirSync(path.join(folder, name), { recursive: true });
  const credentials = { accessKeyId: 'conformance', secretAccessKey: randomBytes(16).toString('hex') };
  const env = {
    ...process.env,
    ROOT_ACCESS_KEY: credentials.accessKeyId,
    ROOT_SECRET_KEY: credentials.secretAccessKey,
  };
  // Attributes beside the files: not every file system keeps them with these.
  const where = ['--sidecar', path.join(folder, 'attributes'), path.join(folder, 'files')];
  const args = ['--quiet', '--health', '/health', '--port', `127.0.0.1:${port}`, 'posix', ...where];
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + PATIENCE;
  while (!(await answers(`${endpoint}/health`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill();
      throw new Error(`The S3 server did not start: ${said.trim().split('\n').at(-1) ?? ''}`);
    }
    await sleep(100);
  }
  return {
    place: { kind: 's3', endpoint, bucket, region: 'us-east-1', prefix: 'evidence/' },
    credentials,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
