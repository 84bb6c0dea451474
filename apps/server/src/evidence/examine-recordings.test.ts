import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORDING, runIn, SMALL, systemProgram } from '../box/index.ts';
import { type Examining, startExamining } from '../testing/examining.ts';
import { examineNow } from './index.ts';
import { findTools } from './tools.ts';

// Recordings, HEIC and PDF, where ffmpeg, libheif and poppler are installed; their absence is tested in examine.test.ts and said here.

const { ffmpeg, heif, pdf } = await findTools();
const heifEnc = systemProgram('heif-enc');
if (ffmpeg === null) console.warn('ffmpeg is not installed: recordings are not tested.');
if (pdf === null) console.warn('poppler is not installed: the first page of a PDF is not tested.');
if (heif === null || heifEnc === null) console.warn('libheif is not installed: HEIC is not tested.');

let examining: Examining;
let folder: string;
const items = new Map<string, string>();

beforeAll(async () => {
  if (ffmpeg === null && heif === null && pdf === null) return;
  folder = mkdtempSync(join(tmpdir(), 'cairn-recordings-'));
  examining = await startExamining();
  if (ffmpeg !== null) makeRecordings();
  if (heif !== null && heifEnc !== null) await makeHeic(heifEnc);
  if (pdf !== null) makePdf();
  for (const name of made) items.set(name, await examining.put(name, readFileSync(join(folder, name))));
  const { failed } = await examineNow(examining.cairn.instance);
  expect(failed).toEqual([]);
});
afterAll(async () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  await examining?.stop();
});

const made: string[] = [];

/** Two seconds: red above, blue below; and a tone. */
function makeRecordings(): void {
  const picture = [
    '-f',
    'lavfi',
    '-i',
    'color=red:s=320x120:r=10:d=2',
    '-f',
    'lavfi',
    '-i',
    'color=blue:s=320x120:r=10:d=2',
  ];
  const tone = ['-f', 'lavfi', '-i', 'sine=440:d=2:r=44100'];
  const both = [...picture, ...tone, '-filter_complex', '[0][1]vstack[v]', '-map', '[v]', '-map', '2:a'];
  const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  make('film.mp4', [...both, ...h264]);
  make('film.mov', [
    ...[...both, ...h264, '-movflags', 'use_metadata_tags'],
    ...['-metadata', 'com.apple.quicktime.location.ISO6709=+50.4500-030.5200+170.500/'],
    ...['-metadata', 'com.apple.quicktime.make=Acme', '-metadata', 'com.apple.quicktime.model=One'],
    ...['-metadata', 'com.apple.quicktime.creationdate=2026-05-01T12:34:56+0300'],
  ]);
  make('hevc.mp4', [
    ...both,
    '-c:v',
    'libx265',
    '-x265-params',
    'log-level=error',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
  ]);
  make('telephone.3gp', [...both, '-s', '352x288', '-c:v', 'h263', '-c:a', 'aac', '-f', '3gp']);
  make('old.avi', [...both, '-c:v', 'mpeg4', '-c:a', 'libmp3lame']);
  make('film.mkv', [...both, ...h264]);
  make('film.webm', [...both, '-c:v', 'libvpx', '-c:a', 'libopus']);
  make('tone.wav', [...tone]);
  make('tone.wma', [...tone, '-c:a', 'wmav2']);
  turn('turned.mp4');
}

function make(name: string, args: readonly string[]): void {
  execFileSync(ffmpeg?.path ?? '', ['-v', 'error', '-nostdin', '-y', ...args, join(folder, name)]);
  made.push(name);
}

/** A quarter turn stands beside the picture; how it is written changed between versions of ffmpeg. */
function turn(name: string): void {
  const input = ['-i', join(folder, 'film.mp4'), '-c', 'copy'];
  try {
    execFileSync(ffmpeg?.path ?? '', ['-v', 'error', '-y', '-display_rotation', '90', ...input, join(folder, name)], {
      stdio: 'ignore',
    });
    made.push(name);
  } catch {
    make(name, [...input, '-metadata:s:v:0', 'rotate=270']);
  }
}

async function makeHeic(program: string): Promise<void> {
  const [png, name] = [join(folder, 'picture.png'), 'telephone.heic'];
  const half = { create: { width: 200, height: 50, channels: 3 as const, background: '#0000ff' } };
  const picture = sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } });
  writeFileSync(
    png,
    await picture
      .composite([{ input: half, gravity: 'south' }])
      .png()
      .toBuffer(),
  );
  execFileSync(program, [png, '-o', join(folder, name)], { stdio: 'ignore' });
  made.push(name);
}

/** One page: red above, blue below. */
function makePdf(): void {
  const drawn = '1 0 0 rg 0 50 200 50 re f 0 0 1 rg 0 0 200 50 re f';
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>',
    `<</Length ${drawn.length}>>stream\n${drawn}\nendstream`,
  ].map((each, i) => `${i + 1} 0 obj${each}endobj`);
  writeFileSync(join(folder, 'page.pdf'), `%PDF-1.4\n${objects.join('\n')}\ntrailer<</Root 1 0 R>>\n%%EOF`);
  made.push('page.pdf');
}

async function found(name: string) {
  const id = items.get(name) ?? '';
  const { body } = await examining.item(id);
  return { body, technical: body.technical, copies: await examining.copies(id) };
}

/** Colours above and below, or left and right. */
async function halves(bytes: Buffer | undefined, way: 'down' | 'across'): Promise<string[]> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (part: number) => {
    const [x, y] = way === 'down' ? [0.5, part] : [part, 0.5];
    const place = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
    const [red = 0, , blue = 0] = data.subarray(place, place + 3);
    return red > 150 && blue < 100 ? 'red' : blue > 150 && red < 100 ? 'blue' : 'other';
  };
  return [at(0.25), at(0.75)];
}

/** What ffprobe says of a copy, in a few words. */
function probed(bytes: Buffer | undefined, ending: string): string {
  const file = join(folder, `probe.${ending}`);
  writeFileSync(file, bytes ?? '');
  const entries = ['-show_entries', 'stream=codec_name:stream=pix_fmt:format_tags', '-of', 'csv=p=0'];
  return execFileSync(ffmpeg?.probe ?? '', ['-v', 'error', ...entries, file], { encoding: 'utf8' }).trim();
}

describe.runIf(ffmpeg !== null)('recordings', () => {
  test('length, sides and what it says of itself; a still; and no copy where browsers play it as it is', async () => {
    for (const name of ['film.mp4', 'film.webm']) {
      const { technical, copies } = await found(name);
      expect(technical).toMatchObject({ outcome: 'read', width: 320, height: 240, tool: 'ffmpeg' });
      expect(technical?.durationSeconds).toBeCloseTo(2, 0);
      expect([...copies.keys()].sort()).toEqual(['poster', 'thumbnail']);
      expect(await halves(copies.get('poster')?.bytes, 'down')).toEqual(['red', 'blue']);
    }
    expect((await found('film.mp4')).technical?.codec).toBe('h264 / aac');
  });

  test('a recording that lies on its side is turned', async () => {
    const { technical, copies } = await found('turned.mp4');
    expect(technical).toMatchObject({ outcome: 'read', width: 240, height: 320 });
    expect(copies.get('poster')?.body.technical).toMatchObject({ width: 240, height: 320 });
    expect((await halves(copies.get('poster')?.bytes, 'across')).sort()).toEqual(['blue', 'red']);
  });

  test.each(['hevc.mp4', 'telephone.3gp', 'old.avi', 'film.mkv', 'film.mov'])(
    '%s has a copy that browsers play',
    async (name) => {
      const { technical, copies } = await found(name);
      expect(technical).toMatchObject({ outcome: 'read', width: expect.any(Number), height: expect.any(Number) });
      const copy = copies.get('playable');
      expect(copy?.body.file).toMatchObject({ mediaType: 'video/mp4', name: `${name.split('.')[0]}.playable.mp4` });
      expect(copy?.body.derivative).toMatchObject({ of: items.get(name), role: 'playable', tool: 'ffmpeg' });
      expect(probed(copy?.bytes, 'mp4')).toMatch(/h264,yuv420p[\s\S]*aac/);
      // Its tables stand before the recording, so that it plays while it comes.
      const bytes = copy?.bytes ?? Buffer.alloc(0);
      expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
      expect(bytes.includes('Acme')).toBe(false);
    },
  );

  test('where and with what it was recorded', async () => {
    const { body } = await found('film.mov');
    expect(body.recorded).toMatchObject({ camera: 'Acme One', latitude: 50.45, longitude: -30.52, altitude: 170.5 });
    expect(body.recorded).toMatchObject({ at: '2026-05-01T12:34:56+0300', zone: '+0300' });
    expect(body.embedded?.tags.map(({ name }) => name)).toContain('format.com.apple.quicktime.model');
  });

  test.each([
    [
      'a list of parts',
      (other: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${other}\n#EXT-X-ENDLIST\n`,
    ],
    ['a list of files', () => 'ffconcat version 1.0\nfile film.mp4\n'],
  ])(
    '%s behind the mark of a recording leads to no other file, not even where nothing is sealed',
    async (_, listing) => {
      const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x4f\0', 'latin1'), Buffer.alloc(0x4f << 7)]);
      const input = join(folder, 'listing.mp3');
      writeFileSync(input, Buffer.concat([tag, Buffer.from(listing(join(folder, 'film.mp4')))]));
      const request = { ffmpeg: ffmpeg?.path, ffprobe: ffmpeg?.probe };
      const limits = { ...SMALL, time: 60_000, memory: 1536 << 20 };
      const outcome = await runIn('process', { program: RECORDING, request, limits, input });
      expect(outcome).toMatchObject({ done: true, value: { outcome: 'malformed' } });
    },
  );

  test('sound has a length and no picture; what browsers do not play has a copy', async () => {
    const wav = await found('tone.wav');
    expect(wav.technical).toMatchObject({ outcome: 'read', codec: 'pcm_s16le' });
    expect(wav.technical?.width).toBeUndefined();
    expect(wav.copies.size).toBe(0);
    const wma = await found('tone.wma');
    expect(wma.copies.get('playable')?.body.file?.mediaType).toBe('audio/mp4');
    expect(probed(wma.copies.get('playable')?.bytes, 'm4a')).toMatch(/aac/);
  });
});

test.runIf(heif !== null && heifEnc !== null)('HEIC becomes a picture that browsers show', async () => {
  const { technical, copies } = await found('telephone.heic');
  expect(technical).toMatchObject({
    outcome: 'read',
    mediaType: 'image/heic',
    width: 200,
    height: 100,
    tool: 'libheif',
  });
  expect([...copies.keys()].sort()).toEqual(['preview', 'thumbnail']);
  expect(await halves(copies.get('preview')?.bytes, 'down')).toEqual(['red', 'blue']);
});

test.runIf(pdf !== null)('the first page of a PDF is shown as a picture', async () => {
  const { technical, copies } = await found('page.pdf');
  expect(technical).toMatchObject({ outcome: 'read', mediaType: 'application/pdf', tool: 'poppler' });
  expect(technical?.width).toBeUndefined();
  expect([...copies.keys()].sort()).toEqual(['preview', 'thumbnail']);
  expect(await halves(copies.get('preview')?.bytes, 'down')).toEqual(['red', 'blue']);
});
