import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { addUser } from '../apps/server/src/access/index.ts';
import { listen } from '../apps/server/src/http/listen.ts';
import { buildServer } from '../apps/server/src/http/server.ts';
import { operatorName } from '../apps/server/src/record/index.ts';
import { AIMS, buildWeb } from '../apps/web/build.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../apps/web/testing/chromium.ts';
import { type Figure, median } from './figure.ts';
import type { Scratch } from './scratch.ts';

const RUNS = 3;
/** A slow mobile line: bits per second each way, and milliseconds before each answer begins. */
const LINE = { rate: 400_000, latency: 400 };
const LINE_TEXT = '400 kbit/s and 400 ms';

/** What the first page and the shell weigh on the wire, and how long a first visit waits on a slow line until one can sign in. */
export async function benchSignIn(scratch: Scratch): Promise<Figure[]> {
  const pages = mkdtempSync(path.join(tmpdir(), 'cairn-pages-'));
  try {
    const { signIn, shell, fonts } = await buildWeb(pages);
    const weights = [
      weight('sign-in page in brotli, fonts included', signIn, AIMS.signIn),
      weight('shell with the list of incidents in brotli, fonts included', shell, AIMS.shell),
    ];
    if (!chromiumPath) {
      process.stderr.write('No Chromium is installed (CHROMIUM_PATH): the slow line is not measured.\n');
      return weights;
    }
    const browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
    try {
      return [...weights, await onSlowLine(scratch, browser, pages, signIn - fonts)];
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(pages, { recursive: true, force: true });
  }
}

function weight(name: string, bytes: number, aim: number): Figure {
  return {
    name,
    value: bytes / 1000,
    unit: 'kB',
    limit: { name: 'kB at which the build fails', value: aim / 1000 },
    aim: { text: `≤ ${aim / 1000} kB`, met: ({ value }) => value <= aim / 1000 },
  };
}

async function onSlowLine({ instance }: Scratch, browser: Browser, pages: string, bytes: number): Promise<Figure> {
  // Without an account the door would only say where the set-up link stands.
  await addUser(instance, operatorName(), { email: 'somebody@example.org', name: 'Somebody' });
  const server = buildServer(instance, { pages });
  const close = await listen(server, 0);
  const { port } = server.server.address() as AddressInfo;
  const bare = await servePlain(bytes);
  try {
    const visits: number[] = [];
    const plain: number[] = [];
    // By turns, because other work on the machine comes and goes.
    for (let run = 0; run < RUNS; run++) {
      visits.push(await untilUsable(browser, `http://localhost:${port}/`));
      plain.push(await untilLoaded(browser, bare.address));
    }
    return {
      name: `first visit at ${LINE_TEXT}, until the e-mail field takes what is typed`,
      value: median(visits),
      unit: 's',
      limit: { name: 's for one file of as many bytes (without fonts, which nothing waits for)', value: median(plain) },
      aim: { text: '≤ 6 s', met: ({ value }) => value <= 6 },
    };
  } finally {
    bare.close();
    await close();
  }
}

/** A browser that remembers nothing, behind the slow line, in the language whose sentences and fonts weigh more. */
async function onLine<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ locale: 'uk-UA' });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    const bytesPerSecond = LINE.rate / 8;
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: LINE.latency,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    });
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Seconds from the begin of the navigation until the field is there, drawn by the script that answers to it. */
function untilUsable(browser: Browser, address: string): Promise<number> {
  return onLine(browser, async (page) => {
    await page.goto(address, { waitUntil: 'commit' });
    const field = page.locator('input[name="email"]');
    await field.fill('somebody@example.org', { timeout: 60_000 });
    return (await page.evaluate(() => performance.now())) / 1000;
  });
}

/** Seconds until a page of one file has come whole. */
function untilLoaded(browser: Browser, address: string): Promise<number> {
  return onLine(browser, async (page) => {
    await page.goto(address);
    // As text: what a browser calls this is not among the types of Node.
    return page.evaluate<number>("performance.getEntriesByType('navigation')[0].responseEnd / 1000");
  });
}

async function servePlain(bytes: number): Promise<{ address: string; close: () => void }> {
  const body = Buffer.from(`<!doctype html><!--${randomBytes(Math.ceil(bytes / 2)).toString('hex')}`).subarray(
    0,
    bytes,
  );
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length });
    answer.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
