import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from './testing/chromium.ts';

// Files that somebody handed in with a script in them, opened by their addresses in a real browser: as a page of their own, and
// out of a page of somebody else who has come by an address.

const SERVER = '../server/src';
/** Tells that it ran by its title, by a cookie and by asking the server; wherever it stands, the file is a page or drawing as well. */
const SCRIPT = `document.title = 'ran'; document.cookie = 'ran=1'; fetch('/ran'); new Image().src = '/ran';`;
const HTML = `<!doctype html><title>page</title><body>SHOWN<script>${SCRIPT}</script><img src=x onerror="${SCRIPT}">`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="${SCRIPT}"><text>SHOWN</text><script>${SCRIPT}</script></svg>`;

describe.skipIf(!chromiumPath)('foreign files in a browser (needs an installed Chromium)', () => {
  let folder: string;
  let browser: Browser;
  let stop: () => Promise<void>;
  let origin: string;
  /** A site of somebody else. */
  let elsewhere: Server;
  let elsewherePage = '';
  const links = new Map<string, string>();
  /** What the server under test was asked. */
  const asked: IncomingMessage[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cairn-foreign-'));
    const { startTestServer } = await import(`${SERVER}/testing/server.ts`);
    const { storeFile } = await import(`${SERVER}/store/index.ts`);
    const { commit, newId, openOperatorSession } = await import(`${SERVER}/record/index.ts`);
    const cairn = await startTestServer();
    stop = () => cairn.stop();
    origin = cairn.origin;
    cairn.server.server.on('request', (request: IncomingMessage) => asked.push(request));
    const session = await openOperatorSession(cairn.instance);
    const picture = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const given: [string, string, string | Buffer][] = [
      ['page.html', 'text/html', HTML],
      ['drawing.svg', 'image/svg+xml', SVG],
      ['feed.xml', 'application/xml', `<?xml version="1.0"?>${SVG}`],
      ['letter.pdf', 'application/pdf', `%PDF-1.7\n${HTML}`],
      // Said to be what it is not, in the item itself.
      ['page.png', 'image/png', HTML],
      ['page.mp4', 'video/mp4', HTML],
      ['script.gif', 'image/gif', `GIF89a=1;${SCRIPT}`],
      ['picture.png', 'image/png', picture],
    ];
    for (const [name, mediaType, content] of given) {
      const place = path.join(folder, name);
      await writeFile(place, content);
      const { sha256, bytes } = await storeFile(cairn.instance, cairn.compartment.id, place);
      const id = newId();
      const body = { itemKind: 'file', file: { name, sha256, bytes, mediaType } };
      const change = { id, kind: 'item', compartment: cairn.compartment.id, base: 0, body };
      await commit(cairn.instance, session, [change], 'Laid for a test');
      const answer = await fetch(`${origin}/api/v1/items/links`, {
        method: 'POST',
        headers: { authorization: `Bearer ${cairn.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ items: [{ item: id, as: 'show' }] }),
      });
      links.set(name, (await answer.json()).links[0].url);
    }
    elsewhere = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end(elsewherePage));
    await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
    browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    elsewhere?.close();
    await stop?.();
    await rm(folder, { recursive: true, force: true });
  });

  /** A browser that is signed in where pages are, and has been led to the host for files as well. */
  async function visitor(): Promise<BrowserContext> {
    const context = await browser.newContext({ acceptDownloads: true });
    await context.addCookies([{ name: 'cairn_session', value: 'secret', url: origin, sameSite: 'Lax' }]);
    asked.splice(0);
    return context;
  }

  function expectNothingRan(context: BrowserContext): Promise<void> {
    expect(asked.filter(({ url }) => url?.includes('ran')).map(({ url }) => url)).toEqual([]);
    return context.cookies().then((cookies) => {
      expect(cookies.map(({ name }) => name)).toEqual(['cairn_session']);
    });
  }

  test.each(['page.html', 'drawing.svg', 'feed.xml', 'letter.pdf'])(
    '%s by its address is kept, and shows and runs nothing',
    async (name) => {
      const context = await visitor();
      const page = await context.newPage();
      const kept = page.waitForEvent('download');
      await page.goto(links.get(name) as string).catch(() => undefined);
      const download = await kept;
      expect(download.suggestedFilename()).toBe(name);
      expect(page.url()).toBe('about:blank');
      expect([await page.title(), await page.content()].join()).not.toMatch(/ran|SHOWN/);
      await expectNothingRan(context);
      const files = asked.filter(({ headers }) => headers.host?.startsWith('files.localhost:'));
      expect(files.length).toBeGreaterThan(0);
      for (const { headers } of files) expect(headers.cookie).toBeUndefined();
      await context.close();
    },
  );

  test.each(['page.png', 'page.mp4', 'script.gif', 'picture.png'])(
    '%s by its address is a picture or none, and runs nothing',
    async (name) => {
      const context = await visitor();
      const page = await context.newPage();
      await page.goto(links.get(name) as string).catch(() => undefined);
      await page.waitForTimeout(200);
      expect(await page.title()).not.toBe('ran');
      if (name !== 'picture.png')
        expect(await page.evaluate(() => document.body?.innerText ?? '')).not.toContain('SHOWN');
      await expectNothingRan(context);
      await context.close();
    },
  );

  test('a site of somebody else that has the addresses neither reads nor frames nor runs what lies there', async () => {
    const { port } = elsewhere.address() as AddressInfo;
    const urls = Object.fromEntries(links);
    elsewherePage = `<!doctype html><title>elsewhere</title>
      ${[...links.values()].map((url) => `<script src="${url}"></script><iframe src="${url}"></iframe><object data="${url}"></object><embed src="${url}"><link rel="stylesheet" href="${url}">`).join('\n')}
      <img id="picture" src="${urls['picture.png']}">`;
    const context = await visitor();
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}/`, { waitUntil: 'load' });
    await page.waitForTimeout(300);
    expect(await page.title()).toBe('elsewhere');
    for (const frame of page.frames()) expect(await frame.content()).not.toContain('SHOWN');
    const read = await page.evaluate(
      (all) =>
        Promise.all(
          all.map((url) =>
            fetch(url).then(
              () => 'read',
              () => 'refused',
            ),
          ),
        ),
      [...links.values()],
    );
    expect(new Set(read)).toEqual(new Set(['refused']));
    // The address itself is what opens a picture; a canvas that took it gives nothing back.
    const drawn = await page.evaluate(() => {
      const picture = document.querySelector('#picture') as HTMLImageElement;
      const canvas = document.createElement('canvas');
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
      try {
        return [picture.naturalWidth, canvas.toDataURL()];
      } catch (error) {
        return [picture.naturalWidth, (error as Error).name];
      }
    });
    expect(drawn).toEqual([8, 'SecurityError']);
    await expectNothingRan(context);
    for (const { headers } of asked) expect(headers.cookie ?? '').not.toContain('secret');
    await context.close();
  });
});
