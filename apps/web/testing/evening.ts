import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { signIn } from './visit.ts';

/** Films that a page records side by side. */
const SIDE_BY_SIDE = 20;
/** How long anything is waited for on a busy machine, in milliseconds. */
const LONGEST = 120_000;

export interface Evening {
  browser: Browser;
  origin: string;
  token: string;
  folder: string;
  videos: number;
  /** How many are sorted before memory is read the first time. */
  warm: number;
  /** The keys that decide on the film of that number. */
  keysFor(i: number): readonly string[];
  /** Bytes that processes hold; null where the system does not tell. */
  memoryOf(pids: readonly number[]): number | null;
}

export interface Sorted {
  /** Seconds of the whole, from the first key to the last decision that the server confirmed. */
  seconds: number;
  /** Milliseconds from a key that decides until the next film moves. */
  waits: number[];
  strokes: number;
  /** Bytes of the page's process when it was warm and at the end; null where the system does not tell. */
  memory: { warm: number | null; end: number | null };
  heap: { warm: number; end: number };
  /** Elements that hold a film at the end. */
  players: number;
}

/** Real films (WebM, VP8), a second long; no two are alike, those recorded side by side differ in what one square shows. */
export async function recordFilms(browser: Browser, folder: string, videos: number): Promise<number> {
  const page = await browser.newPage();
  let bytes = 0;
  process.stderr.write(`  recording ${videos} films\n`);
  for (let done = 0; done < videos; done += SIDE_BY_SIDE) {
    const count = Math.min(SIDE_BY_SIDE, videos - done);
    const films = await page.evaluate(recordInPage, { from: done, count });
    for (const [i, film] of films.entries()) {
      const content = Buffer.from(film, 'base64');
      bytes += content.length;
      writeFileSync(path.join(folder, `film-${String(done + i).padStart(4, '0')}.webm`), content);
    }
  }
  await page.close();
  return bytes;
}

async function recordInPage({ from, count }: { from: number; count: number }): Promise<string[]> {
  const one = async (number: number): Promise<string> => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.start();
    for (let frame = 0; frame < 20; frame++) {
      pen.fillStyle = `hsl(${frame * 18} 60% 40%)`;
      pen.fillRect(0, 0, 320, 180);
      pen.fillStyle = 'white';
      pen.font = '40px sans-serif';
      pen.fillText(`${number}`, 20 + frame * 8, 100);
      await new Promise((done) => setTimeout(done, 50));
    }
    recorder.stop();
    await ended;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  };
  return Promise.all(Array.from({ length: count }, (_, i) => one(from + i)));
}

/** Takes a folder of films in and decides on one after another by keys alone, each once it plays. */
export async function sortFilms({
  browser,
  origin,
  token,
  folder,
  videos,
  warm: first20,
  keysFor,
  memoryOf,
}: Evening): Promise<Sorted> {
  const page = await browser.newPage({ baseURL: origin, locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(LONGEST);
  const session = await page.context().newCDPSession(page);
  await signIn(page, { token });
  await takeIn(page, folder, videos);
  await page.locator('[aria-current="true"][id^="entry-"]').waitFor();
  const began = performance.now();
  let strokes = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    strokes += keys.length;
  };
  await press('r');
  await page.getByLabel('Why do you look at it?').waitFor();
  await press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Cover R', exact: true }).waitFor();
  await press('k');
  await moving(page, '');
  const waits: number[] = [];
  let warm = { memory: null as number | null, heap: 0 };
  for (let i = 0; i < videos; i++) {
    if (i % 50 === 0) process.stderr.write(`  ${i} of ${videos} films are sorted\n`);
    if (i === Math.min(first20, videos - 1)) warm = await memory(browser, session, memoryOf);
    const [first = '', ...rest] = keysFor(i);
    const was = await shown(page);
    await press(first);
    if (rest.length > 0) await page.getByRole('dialog').waitFor();
    if (first === '1') await page.getByRole('dialog').getByRole('option').first().waitFor();
    const decided = performance.now();
    await press(...rest);
    if (i + 1 === videos) break;
    await moving(page, was);
    waits.push(performance.now() - decided);
  }
  await page.getByText(/^(All are sorted but \d+ that were put off|Everything in this batch is sorted)\.$/).waitFor();
  const seconds = (performance.now() - began) / 1000;
  const end = await memory(browser, session, memoryOf);
  const players = await page.locator('video').count();
  await page.context().close();
  const both = { memory: { warm: warm.memory, end: end.memory }, heap: { warm: warm.heap, end: end.heap } };
  return { seconds, waits, strokes, players, ...both };
}

async function takeIn(page: Page, folder: string, videos: number): Promise<void> {
  await page.goto('/triage/new');
  await page.getByLabel('Title of the batch').fill('Evening');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await choosing).setFiles(folder);
  await page.getByRole('button', { name: `Make a batch of ${videos} files` }).click();
  await page.getByText('The batch is ready.').waitFor({ timeout: 900_000 });
  await page.getByRole('link', { name: 'Sort it now' }).click();
}

const shown = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLVideoElement>('main video:not([hidden])')?.src ?? '');

/** Until another film than this one is seen, moves, and is silent. */
async function moving(page: Page, was: string): Promise<void> {
  await page.waitForFunction((old) => {
    const film = document.querySelector<HTMLVideoElement>('main video:not([hidden])');
    return film !== null && film.src !== old && film.muted && !film.paused && film.currentTime > 0;
  }, was);
}

async function memory(
  browser: Browser,
  page: CDPSession,
  memoryOf: Evening['memoryOf'],
): Promise<{ memory: number | null; heap: number }> {
  await page.send('HeapProfiler.collectGarbage');
  const { usedSize } = await page.send('Runtime.getHeapUsage');
  const all = await browser.newBrowserCDPSession();
  const { processInfo } = await all.send('SystemInfo.getProcessInfo');
  await all.detach();
  const largest = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memoryOf([id]) ?? 0);
  return { memory: largest.length === 0 || Math.max(...largest) === 0 ? null : Math.max(...largest), heap: usedSize };
}
