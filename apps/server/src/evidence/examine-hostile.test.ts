import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PICTURE, runIn } from '../box/index.ts';
import { type Examining, startExamining } from '../testing/examining.ts';
import {
  gifAndScript,
  htmlPage,
  jpegAndHtml,
  malformedMp4s,
  malformedPdfs,
  malformedTiffs,
  pdfAndZip,
  pixelBomb,
  SCRIPT,
  svgOfEntities,
  svgWithReferences,
  svgWithScript,
  unknownBytes,
  zipBomb,
  zipWithPaths,
} from '../testing/hostile-files.ts';
import { examineNow } from './index.ts';
import { findTools } from './tools.ts';

// Files that mean harm, handed in and examined like any others. Every one is kept, none does what it wants to.

const GIGABYTE = 2 ** 30;
const ESCAPED = 'cairn-escaped-from-zip';

let examining: Examining;
let folder: string;
let photo: Buffer;
const items = new Map<string, string>();
const tools = await findTools();
/** Who asks the server that the drawings name. */
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end();
});

beforeAll(async () => {
  examining = await startExamining();
  folder = mkdtempSync(join(tmpdir(), 'cairn-hostile-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  photo = await plain('#0000ff').jpeg().toBuffer();
  const red = join(folder, 'red.png');
  writeFileSync(red, await plain('#ff0000').png().toBuffer());
  const files: Record<string, Buffer> = {
    'bomb.docx': zipBomb(),
    'paths.zip': zipWithPaths([`../../../../../../../../tmp/${ESCAPED}`, `/tmp/${ESCAPED}`, `..\\${ESCAPED}`]),
    'script.svg': svgWithScript(),
    'references.svg': svgWithReferences(references()),
    'entities.svg': svgOfEntities(),
    'page.jpg': htmlPage(),
    'script.gif': gifAndScript(),
    'page-in.jpg': jpegAndHtml(photo),
    'archive.pdf': pdfAndZip(),
    'bomb.png': pixelBomb(),
    'unknown.bin': unknownBytes(),
    'empty.jpg': Buffer.alloc(0),
    'cut.jpg': await cutShort(),
  };
  for (const [i, bytes] of malformedTiffs().entries()) files[`malformed${i}.tif`] = bytes;
  for (const [i, bytes] of malformedMp4s().entries()) files[`malformed${i}.mp4`] = bytes;
  for (const [i, bytes] of malformedPdfs().entries()) files[`malformed${i}.pdf`] = bytes;
  for (const [name, bytes] of Object.entries(files)) items.set(name, await examining.put(name, bytes));
  const jpeg = photo.subarray(0, 200);
  items.set('sparse.bin', await examining.putSparse('sparse.bin', Buffer.alloc(0), 10 * GIGABYTE));
  items.set('sparse.jpg', await examining.putSparse('sparse.jpg', jpeg, 10 * GIGABYTE));
  const { failed } = await examineNow(examining.cairn.instance);
  expect(failed).toEqual([]);
});
afterAll(async () => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
  await examining?.stop();
});

function plain(background: string, side = 64) {
  return sharp({ create: { width: side, height: side, channels: 3, background } });
}

/** A photograph of which half arrived. */
async function cutShort(): Promise<Buffer> {
  const whole = await plain('#0000ff', 256)
    .resize(256, 128, { fit: 'fill' })
    .composite([{ input: svgNoise() }])
    .jpeg()
    .toBuffer();
  return whole.subarray(0, whole.length / 2);
}

function svgNoise(): Buffer {
  const spots = Array.from(
    { length: 400 },
    (_, i) =>
      `<circle cx="${(i * 37) % 256}" cy="${(i * 53) % 128}" r="4" fill="#${((i * 7919) % 4096).toString(16).padStart(3, '0')}"/>`,
  );
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="256" height="128">${spots.join('')}</svg>`);
}

/** Where drawings would get a red picture from. */
function references(): string[] {
  const { port } = server.address() as AddressInfo;
  const red = join(folder, 'red.png');
  return [`http://127.0.0.1:${port}/red.png`, `file://${red}`, red, '/etc/passwd'];
}

async function found(name: string) {
  const id = items.get(name) ?? '';
  const { body } = await examining.item(id);
  const copies = await examining.copies(id);
  return { outcome: body.technical?.outcome, mediaType: body.technical?.mediaType, body, copies };
}

/** Colour in the middle of a copy. */
async function middleOf(bytes: Buffer): Promise<number[]> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
  return [...data.subarray(at, at + 3)];
}

const GREEN = [expect.closeTo(0, -2), expect.closeTo(255, -2), expect.closeTo(0, -2)];

test('an archive that unpacks to gigabytes is kept as it is, and so is one whose names lead elsewhere', async () => {
  const bomb = await found('bomb.docx');
  expect(bomb.outcome).toBe('read');
  expect(bomb.mediaType).toMatch(/zip|officedocument/);
  expect(bomb.copies.size).toBe(0);
  const paths = await found('paths.zip');
  expect(paths).toMatchObject({ outcome: 'read', mediaType: 'application/zip' });
  expect(paths.copies.size).toBe(0);
  expect(existsSync(join('/tmp', ESCAPED))).toBe(false);
});

test('ten gigabytes of nothing cost nothing: a type is told by the beginning, and what is too large is not opened', async () => {
  expect(await found('sparse.bin')).toMatchObject({ outcome: 'unknown-type', mediaType: undefined });
  const jpeg = await found('sparse.jpg');
  expect(jpeg).toMatchObject({ outcome: 'too-large', mediaType: 'image/jpeg' });
  expect(jpeg.copies.size).toBe(0);
});

test('a drawing with scripts becomes pixels', async () => {
  const { outcome, mediaType, body, copies } = await found('script.svg');
  expect({ outcome, mediaType }).toEqual({ outcome: 'read', mediaType: 'image/svg+xml' });
  expect(body.technical).toMatchObject({ width: 64, height: 64 });
  const preview = copies.get('preview')?.bytes ?? Buffer.alloc(0);
  expect(await middleOf(preview)).toEqual(GREEN);
  expect(preview.includes('alert')).toBe(false);
});

test('a drawing gets nothing from other files and servers, in a box without walls as in any other', async () => {
  const { copies } = await found('references.svg');
  expect(await middleOf(copies.get('preview')?.bytes ?? Buffer.alloc(0))).toEqual(GREEN);
  const [input, preview] = [join(folder, 'references.svg'), join(folder, 'preview')];
  writeFileSync(input, svgWithReferences(references()));
  writeFileSync(preview, '');
  const limits = { time: 60_000, memory: GIGABYTE, scratch: 1 << 20, output: 1 << 24, answer: 1 << 20 };
  const request = { mediaType: 'image/svg+xml', heif: null, pdf: null };
  const open = await runIn('process', { program: PICTURE, input, outputs: { preview }, request, limits });
  expect(open).toMatchObject({ done: true, value: { outcome: 'read' } });
  expect(await middleOf(await sharp(preview).toBuffer())).toEqual(GREEN);
  expect(asked).toEqual([]);
});

test('a drawing whose entities grow without end is malformed', async () => {
  const { outcome, copies } = await found('entities.svg');
  expect(outcome).toMatch(/malformed|too-large/);
  expect(copies.size).toBe(0);
});

test('a page is a page whatever its name says, and nothing is made of it', async () => {
  const { outcome, mediaType, copies } = await found('page.jpg');
  expect({ outcome, mediaType }).toEqual({ outcome: 'read', mediaType: 'text/html' });
  expect(copies.size).toBe(0);
});

test('what is a picture and something else has copies that are pictures alone', async () => {
  const gif = await found('script.gif');
  expect(gif.mediaType).toBe('image/gif');
  expect(gifAndScript().includes('alert')).toBe(true);
  const jpeg = await found('page-in.jpg');
  expect(jpeg).toMatchObject({ outcome: 'read', mediaType: 'image/jpeg' });
  expect([...jpeg.copies.keys()].sort()).toEqual(['preview', 'thumbnail']);
  for (const { bytes, body } of [...gif.copies.values(), ...jpeg.copies.values()]) {
    expect(body.file?.mediaType).toBe('image/webp');
    expect(bytes.includes('alert')).toBe(false);
    expect(bytes.includes(SCRIPT)).toBe(false);
  }
  const pdf = await found('archive.pdf');
  expect(pdf.mediaType).toBe('application/pdf');
  expect(pdf.copies.has('playable')).toBe(false);
});

test('malformed TIFF, MP4 and PDF files are kept, and said to be malformed by what can read them', async () => {
  for (const [i] of malformedTiffs().entries()) {
    const { outcome, copies } = await found(`malformed${i}.tif`);
    expect(outcome).toBe('malformed');
    expect(copies.size).toBe(0);
  }
  for (const [i] of malformedMp4s().entries()) {
    const { outcome, mediaType } = await found(`malformed${i}.mp4`);
    expect(mediaType).toBe('video/mp4');
    expect(outcome).toBe(tools.ffmpeg === null ? 'tool-missing' : 'malformed');
  }
  for (const [i] of malformedPdfs().entries()) {
    const { outcome, mediaType } = await found(`malformed${i}.pdf`);
    expect(mediaType).toBe('application/pdf');
    expect(outcome).toBe(tools.pdf === null ? 'read' : 'malformed');
  }
});

test('a few bytes that claim to be thousands of megapixels are too large', async () => {
  const { outcome, copies } = await found('bomb.png');
  expect(outcome).toBe('too-large');
  expect(copies.size).toBe(0);
});

test('what no program knows is kept and said to be unknown; what breaks off shows what it has', async () => {
  expect(await found('unknown.bin')).toMatchObject({ outcome: 'unknown-type', mediaType: undefined });
  expect(await found('empty.jpg')).toMatchObject({ outcome: 'unknown-type' });
  const cut = await found('cut.jpg');
  expect(cut).toMatchObject({ outcome: 'malformed', mediaType: 'image/jpeg' });
  expect(cut.body.technical).toMatchObject({ width: 256, height: 128 });
  expect([...cut.copies.keys()].sort()).toEqual(['preview', 'thumbnail']);
});
