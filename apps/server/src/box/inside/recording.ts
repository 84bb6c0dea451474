import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ONLY_RECORDINGS } from './formats.ts';
import { answer, places, request, SCRATCH } from './request.ts';
import { opened, shrink } from './shrink.ts';
import { clean, type Said, type Tag } from './tags.ts';

// Looks at one recording with ffprobe: how long, how large, what it says of itself; and takes a still with ffmpeg.

/** What is asked. */
export interface RecordingRequest {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

interface Stream {
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly pix_fmt?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly disposition?: { readonly attached_pic?: number };
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}

interface Probe {
  readonly streams?: readonly Stream[];
  readonly format?: {
    readonly format_name?: string;
    readonly duration?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
}

const { input, outputs } = places();
const { ffmpeg, ffprobe } = await request<RecordingRequest>();
const STILL = outputs.poster === undefined ? null : 'still.png';

try {
  answer(await look());
} catch {
  answer({ outcome: 'malformed', tags: [], said: {} });
}

async function look(): Promise<Record<string, unknown>> {
  const probe = probed();
  const streams = probe.streams ?? [];
  const video = streams.find((each) => each.codec_type === 'video' && each.disposition?.attached_pic !== 1);
  const audio = streams.find((each) => each.codec_type === 'audio');
  if (video === undefined && audio === undefined) return { outcome: 'malformed', ...saidBy(probe) };
  const seconds = Number(probe.format?.duration ?? video?.duration ?? audio?.duration);
  const about = {
    ...(Number.isFinite(seconds) && seconds >= 0 ? { durationSeconds: Math.round(seconds * 1000) / 1000 } : {}),
    ...(video === undefined ? {} : sidesOf(video)),
    codec: [video?.codec_name, audio?.codec_name].filter(Boolean).join(' / '),
    container: probe.format?.format_name ?? '',
    video: video?.codec_name ?? null,
    pixels: video?.pix_fmt ?? null,
    audio: audio?.codec_name ?? null,
  };
  const still = video === undefined || STILL === null ? null : stillAt(Number.isFinite(seconds) ? seconds : 0);
  const made = still === null ? {} : await shrink(() => opened(still, 'none'), outputs);
  return { outcome: 'read', ...about, made, ...saidBy(probe) };
}

function probed(): Probe {
  const shown = ['-show_format', '-show_streams', '-of', 'json'];
  const out = execFileSync(ffprobe, ['-v', 'error', ...ONLY_RECORDINGS, ...shown, input ?? ''], {
    maxBuffer: 4 << 20,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(out.toString('utf8')) as Probe;
}

/** As it is shown: a recording that lies on its side is turned. */
function sidesOf(video: Stream): { width?: number; height?: number } {
  const { width, height } = video;
  if (width === undefined || height === undefined || width < 1 || height < 1) return {};
  const turned = video.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? video.tags?.rotate;
  return Math.abs(Number(turned ?? 0)) % 180 === 90 ? { width: height, height: width } : { width, height };
}

/** One frame, upright: a second in, or in the middle of what is shorter; the first where that cannot be had. */
function stillAt(seconds: number): Buffer | null {
  for (const at of [Math.min(1, seconds / 2), 0]) {
    try {
      const from = ['-threads', '2', '-filter_threads', '1', ...ONLY_RECORDINGS, '-ss', String(at), '-i', input ?? ''];
      execFileSync(ffmpeg, ['-v', 'error', '-nostdin', '-y', '-threads', '2', ...from, '-frames:v', '1', STILL ?? ''], {
        cwd: SCRATCH,
        stdio: 'ignore',
      });
      return readFileSync(`${SCRATCH}/${STILL}`);
    } catch {}
  }
  return null;
}

function saidBy(probe: Probe): { tags: Tag[]; said: Said } {
  const tags: Tag[] = [];
  const add = (place: string, values: Readonly<Record<string, string>> = {}) => {
    for (const [name, value] of Object.entries(values).slice(0, 200)) {
      const text = clean(String(value), 1000);
      if (text !== '') tags.push({ name: clean(`${place}.${name}`, 100), value: text });
    }
  };
  add('format', probe.format?.tags);
  for (const [i, stream] of (probe.streams ?? []).slice(0, 8).entries()) add(`stream${i}`, stream.tags);
  return { tags, said: saidIn(new Map(tags.map(({ name, value }) => [name.toLowerCase(), value]))) };
}

function saidIn(tags: ReadonlyMap<string, string>): Said {
  const first = (...names: string[]) =>
    names.map((name) => tags.get(`format.${name}`)).find((each) => each !== undefined);
  const said: Said = {};
  const at = first('com.apple.quicktime.creationdate', 'creation_time', 'date');
  if (at !== undefined) said.at = at;
  const zone = /(?:Z|[+-]\d\d:?\d\d)$/.exec(at ?? '')?.[0];
  if (zone !== undefined) said.zone = zone;
  const make = first('com.apple.quicktime.make', 'make', 'com.android.manufacturer');
  const camera = [make, first('com.apple.quicktime.model', 'model', 'com.android.model')].filter(Boolean);
  if (camera.length > 0) said.camera = camera.join(' ');
  // ISO 6709 annex H: +50.4501+030.5234+170.000/
  const place = first('com.apple.quicktime.location.iso6709', 'location', 'location-eng') ?? '';
  const match = /^([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?/.exec(place);
  const [latitude, longitude] = [Number(match?.[1]), Number(match?.[2])];
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) Object.assign(said, { latitude, longitude });
  if (match?.[3] !== undefined) said.altitude = Number(match[3]);
  return said;
}
