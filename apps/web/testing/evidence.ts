import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';
import { pagesToServe } from './pages.ts';
import { signIn, type VisitPage, visit } from './visit.ts';

const SERVER = '../../server/src';
const MAIN = fileURLToPath(new URL(`${SERVER}/commands/main.ts`, import.meta.url));
const by = 'operator:tester';
export const DESK = { width: 1440, height: 900 };

/** A server that takes files in, its files host, a browser, and the ways into it that the tests of evidence share. */
export interface EvidenceUnderTest {
  readonly origin: string;
  /** Of the lead of the compartment `Team` (`TEA`). */
  readonly token: string;
  /** A folder for what tests make. */
  readonly folder: string;
  /** Signs in as the lead, in a browser of its own memory. */
  enter(options?: BrowserContextOptions): Promise<Page>;
  /** Asks the server as a program does. */
  call<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Adds files as the command line does, and has them examined. Returns the items by name. */
  add(files: Readonly<Record<string, Uint8Array>>): Promise<Map<string, string>>;
  /** Has everything examined that waits. */
  examine(): Promise<void>;
  /** Whether recordings can be read here. */
  hasFfmpeg(): Promise<boolean>;
  /** Checks a proof file with `cairn verify`, under the key that the log's owner would hand out. */
  verify(file: string): Promise<{ status: number; out: string }>;
  /** Breaks every connection that is open, as a cut line does. */
  cut(): void;
  /** Ends the server and starts another on the same port and data. */
  restart(): Promise<void>;
  /** Closes every page and returns what they were asked not to do. */
  leaveAll(): Promise<string[]>;
  /** What was noted so far is what the test itself brought about. */
  forgive(): void;
  stop(): Promise<void>;
}

export async function startEvidence(): Promise<EvidenceUnderTest> {
  // By address, not by import: the browser's type check would otherwise take in the whole server.
  const { openInstance } = await import(`${SERVER}/database/index.ts`);
  const { buildServer } = await import(`${SERVER}/http/server.ts`);
  const { listen } = await import(`${SERVER}/http/listen.ts`);
  const { openOperatorSession, sequence } = await import(`${SERVER}/record/index.ts`);
  const access = await import(`${SERVER}/access/index.ts`);
  const evidence = await import(`${SERVER}/evidence/index.ts`);

  const folder = await mkdtemp(path.join(tmpdir(), 'cairn-evidence-'));
  const built = await pagesToServe();
  const pages = built.folder;
  const instance = await openInstance({ data: path.join(folder, 'data'), create: true });
  await access.addUser(instance, by, { email: 'lead@example.org', name: 'Lead', admin: true });
  const team = await access.addCompartment(instance, by, { name: 'Team', lead: 'lead@example.org', code: 'TEA' });
  const { token } = await access.createToken(instance, by, { user: 'lead@example.org' });
  await sequence(instance);

  // Connections of whichever address of this machine a browser took.
  const lines = new Set<Socket>();
  const build = () => {
    const made = buildServer(instance, { pages });
    made.server.on('request', ({ socket }: IncomingMessage) => lines.add(socket));
    return made;
  };
  let server = build();
  let close: () => Promise<void> = await listen(server, 0);
  const { port } = server.server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  let visits: VisitPage[] = [];

  return {
    origin,
    token,
    folder,
    async enter(options = {}) {
      const visited = await visit(browser, origin, { viewport: DESK, ...options }, `http://files.localhost:${port}`);
      visits.push(visited);
      await signIn(visited.page, { token });
      return visited.page;
    },
    async call(method, path, body) {
      const response = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async add(files) {
      const place = await mkdtemp(path.join(folder, 'given-'));
      for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(place, name), bytes);
      const session = await openOperatorSession(instance);
      const found = new Map<string, string>();
      await evidence.addFiles(instance, session, {
        paths: Object.keys(files).map((name) => path.join(place, name)),
        compartment: team.id,
        reason: 'Laid for a test',
        onStored: (stored: readonly { item: string; name: string }[]) => {
          for (const { item, name } of stored) found.set(name, item);
        },
      });
      await evidence.examineNow(instance);
      await sequence(instance);
      return found;
    },
    async examine() {
      await evidence.examineNow(instance);
    },
    async hasFfmpeg() {
      const tools: { name: string; version: string | null }[] = await evidence.toolsState();
      return tools.some(({ name, version }) => name === 'ffmpeg' && version !== null);
    },
    verify: (file) =>
      new Promise((done) => {
        const env = { ...process.env, XDG_STATE_HOME: path.join(folder, 'state') };
        const words = [MAIN, 'verify', file, '--key', instance.keys.logKey, '--json'];
        execFile(process.execPath, words, { env }, (error, out) =>
          done({ status: error === null ? 0 : Number(error.code), out }),
        );
      }),
    cut() {
      for (const line of lines) line.destroy();
      lines.clear();
    },
    async restart() {
      await close();
      server = build();
      close = await listen(server, port);
    },
    async leaveAll() {
      const breaches = visits.flatMap((each) => each.breaches);
      for (const { page } of visits) await page.context().close();
      visits = [];
      return breaches;
    },
    forgive() {
      for (const { breaches } of visits) breaches.splice(0);
    },
    async stop() {
      await browser.close();
      await close();
      await instance.close();
      await built.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A picture with a red strip along its upper edge; `orientation` as a camera notes it (EXIF 2.3 tag 0x0112). */
export async function picture(
  width: number,
  height: number,
  { orientation, shade = 200 }: { orientation?: number; shade?: number } = {},
): Promise<Buffer> {
  const plain = sharp({ create: { width, height, channels: 3, background: { r: shade, g: shade / 2, b: 40 } } });
  const strip = await sharp({
    create: { width, height: Math.ceil(height / 5), channels: 3, background: { r: 220, g: 10, b: 10 } },
  })
    .png()
    .toBuffer();
  const drawn = plain.composite([{ input: strip, top: 0, left: 0 }]).jpeg();
  return (orientation === undefined ? drawn : drawn.withMetadata({ orientation })).toBuffer();
}

/** A folder of small pictures, no two alike, some of them a folder deeper. */
export async function pictureFolder(place: string, count: number): Promise<void> {
  await mkdir(path.join(place, 'below'), { recursive: true });
  for (let i = 0; i < count; i++) {
    const name = `${i % 4 === 0 ? 'below/' : ''}IMG_${String(i).padStart(4, '0')}.jpg`;
    const drawn = sharp({ create: { width: 24, height: 16, channels: 3, background: { r: i, g: 255 - i, b: i % 9 } } });
    await writeFile(path.join(place, name), await drawn.jpeg().toBuffer());
  }
}

/** A file of so many bytes that no two pieces are alike in, and its digest. */
export async function largeFile(place: string, bytes: number): Promise<string> {
  const file = await open(place, 'w');
  const digest = createHash('sha256');
  const piece = Buffer.alloc(1 << 20);
  for (let at = 0; at < bytes; at += piece.length) {
    piece.fill(at / piece.length);
    piece.writeUInt32BE(at / piece.length, 0);
    const part = piece.subarray(0, Math.min(piece.length, bytes - at));
    digest.update(part);
    await file.write(part);
  }
  await file.close();
  return digest.digest('hex');
}

/** A second of a moving square, recorded by the browser itself (WebM). */
export async function webm(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 48;
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.start(100);
    for (let i = 0; i < 20; i++) {
      pen.fillStyle = i % 2 ? 'red' : 'green';
      pen.fillRect(i, i, 20, 20);
      await new Promise((done) => setTimeout(done, 30));
    }
    recorder.stop();
    await ended;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}
