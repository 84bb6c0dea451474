import { createSocket } from 'node:dgram';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { answer, request } from './request.ts';

// Plays a parser that was taken over: tries what a box must stop, and says what it got.

/** What is put in its way to be found. */
export interface Bait {
  /** A file that holds the secret. */
  readonly file: string;
  readonly secret: string;
  /** A port of this machine on which the server listens. */
  readonly port: number;
  /** A Unix socket on which the server listens, and one without a file. */
  readonly socket: string;
  readonly abstract: string;
}

const bait = await request<Bait>();
const got: string[] = [];

for (const file of [bait.file, `/old${bait.file}`, `/proc/1/root${bait.file}`, `../../../..${bait.file}`])
  if (reads(file)) got.push(`read ${file}`);
if (Object.values(process.env).some((value) => value?.includes(bait.secret))) got.push('environment');
for (const folder of ['/proc', '/sys', '/home', '/root', '/etc/ssl', '/var', '/run', '/old', '/tmp'])
  if (lists(folder)) got.push(`list ${folder}`);
for (const file of ['/app/inside/planted', '/usr/lib/planted', '/planted', '/in/planted', '/out/planted'])
  if (writes(file)) got.push(`write ${file}`);
if (await connects({ host: '127.0.0.1', port: bait.port })) got.push('tcp');
if (await connects({ path: bait.socket })) got.push('socket');
if (await connects({ path: bait.abstract })) got.push('abstract socket');
if (await sends()) got.push('udp');
answer(got);

function reads(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(bait.secret);
  } catch {
    return false;
  }
}

function lists(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

function writes(file: string): boolean {
  try {
    writeFileSync(file, 'x');
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}

function connects(to: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(to);
    socket.setTimeout(1_000, () => done(false));
    socket.on('connect', () => done(true));
    socket.on('error', () => done(false));
    function done(connected: boolean): void {
      socket.destroy();
      resolve(connected);
    }
  });
}

function sends(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.on('error', () => resolve(false));
    socket.send('x', 53, '192.0.2.1', (error) => {
      socket.close();
      resolve(error === null);
    });
  });
}
