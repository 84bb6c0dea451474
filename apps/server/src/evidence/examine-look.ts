import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat, writeFile } from 'node:fs/promises';
import {
  type Limits,
  type Outcome,
  PICTURE,
  type PictureRequest,
  PLAYABLE,
  type PlayableRequest,
  type Program,
  RECORDING,
  type RecordingRequest,
  runBoxed,
  type Sniffer,
  TURNED_PICTURE,
} from '../box/index.ts';
import type { Instance } from '../database/index.ts';
import { borrowFile, openStored, stagePart, storesNow, type WholePart } from '../store/index.ts';
import { beginsAs, copyIn, type Look, lookIn } from './examine-answer.ts';
import { copyOf, type Family, familyOf } from './examine-plan.ts';
import { BEGINNING, mediaTypeOf, UNKNOWN } from './media-type.ts';
import { requireRoom, roomIn } from './room.ts';
import type { Tools } from './tools.ts';

export type Role = 'thumbnail' | 'preview' | 'poster' | 'playable';

/** A copy that was made, beside the store. */
export interface Made extends WholePart {
  readonly role: Role;
  readonly mediaType: string;
  readonly width?: number;
  readonly height?: number;
}

/** What came of looking at a file. */
export interface Findings {
  readonly outcome: 'read' | 'unknown-type' | 'malformed' | 'too-large' | 'tool-missing' | 'timed-out';
  /** Absent where the content tells none. */
  readonly mediaType?: string;
  readonly tool: string;
  readonly toolVersion: string;
  readonly look: Look | null;
  readonly made: readonly Made[];
}

/** What looking takes; the signal ends it. */
export interface Looking {
  readonly sniffer: Sniffer;
  readonly tools: Tools;
  readonly signal?: AbortSignal;
}

/** The file of an item. */
export interface Subject {
  readonly compartment: string;
  readonly sha256: string;
  readonly bytes: number;
}

const MB = 1 << 20;

/** What is given to a program at all, in bytes: pictures are held in memory, recordings are read from the disk. */
const LARGEST: Readonly<Record<Family, number>> = {
  picture: 256 * MB,
  heif: 256 * MB,
  pdf: 256 * MB,
  recording: 16_384 * MB,
  other: 0,
  unknown: 0,
};

const LOOKING: Limits = { time: 120_000, memory: 1536 * MB, scratch: 256 * MB, output: 32 * MB, answer: 4 * MB };

/** A recording is encoded in no more than this many times its own length, and some minutes. */
const SLOWEST = 10;

/** A file could not be looked at for a reason that lies outside of it; another time it may work. */
export class NotLookedAt extends Error {
  override readonly name = 'NotLookedAt';
}

/**
 * Looks at a file by programs in the box. Copies that were made are parts beside the store; whoever asked takes or removes
 * them.
 *
 * @throws NotLookedAt, NoRoom
 */
export async function lookAt(
  instance: Instance,
  { sniffer, tools, signal }: Looking,
  subject: Subject,
): Promise<Findings> {
  const mediaType = await typeOf(instance, sniffer, subject);
  const family = familyOf(mediaType);
  const byType = { tool: 'file-type', toolVersion: tools.fileType, look: null, made: [] };
  if (family === 'unknown') return { outcome: 'unknown-type', ...byType };
  const told = { ...byType, mediaType };
  const means = meansFor(family, tools);
  if (means === 'type') return { outcome: 'read', ...told };
  if (means === 'missing') return { outcome: 'tool-missing', ...told };
  if (subject.bytes > LARGEST[family]) return { outcome: 'too-large', ...told };
  const { tool, toolVersion } = means;
  return {
    mediaType,
    tool,
    toolVersion,
    ...(await within(instance, subject, mediaType, { ...means, ...(signal === undefined ? {} : { signal }) })),
  };
}

interface Means {
  readonly tool: string;
  readonly toolVersion: string;
  readonly program: Program;
  readonly roles: readonly Role[];
  request(mediaType: string): PictureRequest | RecordingRequest;
  /** The program that makes copies which browsers play. */
  readonly ffmpeg?: string;
  readonly signal?: AbortSignal;
}

function meansFor(family: Family, { sharp, ffmpeg, heif, pdf }: Tools): Means | 'type' | 'missing' {
  const picture = (program: Program, extra: { heif?: string; pdf?: string } = {}) => ({
    program,
    roles: ['thumbnail', 'preview'] as const,
    request: (mediaType: string) => ({ mediaType, heif: extra.heif ?? null, pdf: extra.pdf ?? null }),
  });
  if (family === 'picture') return { tool: 'sharp', toolVersion: sharp, ...picture(PICTURE) };
  if (family === 'heif') {
    if (heif === null) return 'missing';
    return { tool: 'libheif', toolVersion: heif.version, ...picture(TURNED_PICTURE, { heif: heif.path }) };
  }
  if (family === 'pdf') {
    if (pdf === null) return 'type';
    return { tool: 'poppler', toolVersion: pdf.version, ...picture(TURNED_PICTURE, { pdf: pdf.path }) };
  }
  if (family !== 'recording') return 'type';
  if (ffmpeg === null) return 'missing';
  const { path, probe, version } = ffmpeg;
  return {
    ...{ tool: 'ffmpeg', toolVersion: version, program: RECORDING, roles: ['thumbnail', 'poster'] as const },
    request: () => ({ ffmpeg: path, ffprobe: probe }),
    ffmpeg: path,
  };
}

async function typeOf(instance: Instance, sniffer: Sniffer, { compartment, sha256 }: Subject): Promise<string> {
  const opened = await openStored(instance, compartment, sha256, { start: 0, end: BEGINNING - 1 });
  if (opened === null) throw new NotLookedAt('Its file is not in the store.');
  const beginning = Buffer.concat(await opened.stream.toArray());
  if (beginning.length === 0) return UNKNOWN;
  return mediaTypeOf(sniffer, compartment, beginning, beginning.length === opened.bytes);
}

type Half = Pick<Findings, 'outcome' | 'look' | 'made'>;

async function within(instance: Instance, subject: Subject, mediaType: string, means: Means): Promise<Half> {
  await requireRoom(instance.data.store, LOOKING.output + ((await isCopied(instance)) ? subject.bytes : 0));
  const borrowed = await borrowFile(instance, subject.compartment, subject.sha256);
  let made: Made[] = [];
  try {
    const { outcome, parts } = await boxed(instance, borrowed.path, means.roles, {
      program: means.program,
      request: means.request(mediaType),
      limits: LOOKING,
      ...signalOf(means),
    });
    const look = outcome.done ? lookIn(outcome.value) : null;
    if (look === null) {
      await emptied(parts);
      return { outcome: endOf(outcome), look, made };
    }
    made = await kept(parts, (role) => ({
      mediaType: 'image/webp',
      ...(look.made?.[role as 'thumbnail'] ?? {}),
    }));
    const copy = await playable(instance, borrowed.path, { subject, mediaType, look, means });
    return {
      outcome: copy === 'timed-out' ? 'timed-out' : look.outcome,
      look,
      made: [...made, ...(copy === 'timed-out' ? [] : copy)],
    };
  } catch (error) {
    await emptied(made);
    throw error;
  } finally {
    await borrowed.release();
  }
}

/** Whether a file is copied to be looked at: out of a store elsewhere, or for a box of another user. */
async function isCopied(instance: Instance): Promise<boolean> {
  const { setting } = await storesNow(instance);
  return setting.current.kind !== 'folder' || process.getuid?.() === 0;
}

/** How the examination ended of which the box had to be ended. A program that crashed met what it could not read. */
function endOf(outcome: Outcome): 'malformed' | 'too-large' | 'timed-out' {
  if (outcome.done) return 'malformed';
  if (outcome.ended === 'never-began') throw new NotLookedAt(`The box did not begin: ${outcome.said}`);
  if (outcome.ended === 'stopped') throw new NotLookedAt('The server stops.');
  return outcome.ended === 'time' ? 'timed-out' : outcome.ended === 'memory' ? 'too-large' : 'malformed';
}

async function playable(
  instance: Instance,
  path: string,
  { subject, mediaType, look, means }: { subject: Subject; mediaType: string; look: Look; means: Means },
): Promise<readonly Made[] | 'timed-out'> {
  if (means.ffmpeg === undefined || look.outcome !== 'read') return [];
  const { video = null, pixels = null, audio = null, durationSeconds = 60 } = look;
  const copy = copyOf(mediaType, { video, pixels, audio });
  if (copy === null) return [];
  const request: PlayableRequest = { ffmpeg: means.ffmpeg, ...copy };
  const time = 300_000 + Math.min(durationSeconds, 4 * 3600) * SLOWEST * 1000;
  // The disk is that of the database as well: of what is free a copy takes the half at most.
  const free = await roomIn(instance.data.store);
  const output = Math.max(64 * MB, Math.min(3 * subject.bytes, Math.floor(free / 2)));
  await requireRoom(instance.data.store, output);
  const { outcome, parts } = await boxed(instance, path, ['playable'], {
    ...{ program: PLAYABLE, request },
    limits: { ...LOOKING, time, output, memory: 2560 * MB },
    ...signalOf(means),
  });
  const kind = outcome.done ? copyIn(outcome.value) : null;
  const type = kind === 'webm' ? 'video/webm' : video === null ? 'audio/mp4' : 'video/mp4';
  const made = await kept(kind === null ? await emptied(parts) : parts, () => ({ mediaType: type }));
  return !outcome.done && endOf(outcome) === 'timed-out' ? 'timed-out' : made;
}

interface Run {
  readonly program: Program;
  readonly request: unknown;
  readonly limits: Limits;
  readonly signal?: AbortSignal;
}

function signalOf({ signal }: Means): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

type Parts = readonly { readonly role: Role; readonly path: string }[];

/** Runs a program on a file, with an empty part for each copy that it may make. */
async function boxed(
  instance: Instance,
  input: string,
  roles: readonly Role[],
  run: Run,
): Promise<{ outcome: Outcome; parts: Parts }> {
  const parts = await Promise.all(roles.map(async (role) => ({ role, path: await stagePart(instance) })));
  await Promise.all(parts.map(({ path }) => writeFile(path, '', { flag: 'wx', mode: 0o600 })));
  try {
    const outcome = await runBoxed({
      ...run,
      input,
      outputs: Object.fromEntries(parts.map(({ role, path }) => [role, path])),
      hidden: [instance.data.root],
      copyAt: await stagePart(instance),
    });
    return { outcome, parts: outcome.done ? parts : await emptied(parts) };
  } catch (error) {
    await emptied(parts);
    throw error;
  }
}

async function emptied(parts: Parts): Promise<Parts> {
  await Promise.all(parts.map(({ path }) => rm(path, { force: true })));
  return [];
}

/** Hashes and flushes what was written, and removes parts that nothing was written to or that are not what they should be. */
async function kept(
  parts: Parts,
  about: (role: Role) => { mediaType: string; width?: number; height?: number },
): Promise<Made[]> {
  const made: Made[] = [];
  for (const { role, path } of parts) {
    const described = about(role);
    const { size } = await stat(path);
    const handle = await open(path, 'r+');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
      if (beginsAs(described.mediaType, buffer.subarray(0, bytesRead))) {
        const hash = createHash('sha256');
        for await (const chunk of createReadStream(path, { highWaterMark: MB })) hash.update(chunk as Buffer);
        await handle.sync();
        made.push({ role, path, sha256: hash.digest('hex'), bytes: size, ...described });
        continue;
      }
    } finally {
      await handle.close();
    }
    await rm(path, { force: true });
  }
  return made;
}
