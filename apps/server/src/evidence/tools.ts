import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { boxState, systemProgram } from '../box/index.ts';
import type { Family } from './examine-plan.ts';

/** A program that examinations use, as the integrity page names it; the version is null where it is not installed. */
export interface ToolState {
  readonly name: 'sharp' | 'ffmpeg' | 'libheif';
  readonly version: string | null;
}

/** Where programs are and what they are, found once for a run of examinations. */
export interface Tools {
  readonly sharp: string;
  readonly fileType: string;
  readonly ffmpeg: { readonly path: string; readonly probe: string; readonly version: string } | null;
  readonly heif: { readonly path: string; readonly version: string } | null;
  readonly pdf: { readonly path: string; readonly version: string } | null;
}

/** Whether the program is there that looks at files of a family. */
export function isReadable(family: Family, { ffmpeg, heif }: Tools): boolean {
  return family === 'recording' ? ffmpeg !== null : family === 'heif' ? heif !== null : true;
}

/** How long what was found is believed: programs may be installed while the server runs (milliseconds). */
const BELIEVED = 60_000;

let known: { readonly at: number; readonly tools: Promise<Tools> } | null = null;

/** The programs of this machine. */
export function findTools(): Promise<Tools> {
  if (known === null || Date.now() - known.at > BELIEVED) known = { at: Date.now(), tools: looked() };
  return known.tools;
}

/** What the integrity page shows of them. */
export async function toolsState(): Promise<ToolState[]> {
  const { sharp, ffmpeg, heif } = await findTools();
  return [
    { name: 'sharp', version: sharp },
    { name: 'ffmpeg', version: ffmpeg?.version ?? null },
    { name: 'libheif', version: heif?.version ?? null },
  ];
}

async function looked(): Promise<Tools> {
  const [ffmpeg, heif, pdf] = await Promise.all([
    versioned(['ffmpeg'], ['-version'], /ffmpeg version (\S+)/),
    // The same program under its name of today and of before.
    versioned(['heif-dec', 'heif-convert'], ['--version'], /(\d+\.\d+\.\d+)/),
    versioned(['pdftoppm'], ['-v'], /version (\S+)/),
  ]);
  const probe = await programAt('ffprobe');
  return {
    sharp: packageVersion('sharp'),
    fileType: packageVersion('file-type'),
    ffmpeg: ffmpeg === null || probe === null ? null : { ...ffmpeg, probe },
    heif,
    pdf,
  };
}

/** Whose own folders a sealed box does not show, an open one may use. */
const FURTHER = ['/usr/local/bin', '/opt/homebrew/bin'];

async function programAt(name: string): Promise<string | null> {
  const { sealed } = await boxState();
  return systemProgram(name, sealed ? [] : FURTHER);
}

async function versioned(
  names: readonly string[],
  args: readonly string[],
  pattern: RegExp,
): Promise<{ path: string; version: string } | null> {
  for (const name of names) {
    const path = await programAt(name);
    if (path === null) continue;
    // Some say their version and end as if it were a failure.
    const { stdout, stderr } = await promisify(execFile)(path, [...args], { timeout: 20_000, env: {} }).catch(
      (error: { stdout?: string; stderr?: string }) => ({ stdout: error.stdout ?? '', stderr: error.stderr ?? '' }),
    );
    return { path, version: pattern.exec(`${stdout}\n${stderr}`)?.[1] ?? 'unknown' };
  }
  return null;
}

/** Of a package that runs in the box alone: it is not loaded here. */
function packageVersion(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  for (;;) {
    try {
      const found = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (found.name === name && found.version !== undefined) return found.version;
    } catch {}
    if (dirname(folder) === folder) return 'unknown';
    folder = dirname(folder);
  }
}
