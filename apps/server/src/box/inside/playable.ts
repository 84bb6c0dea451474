import { execFileSync } from 'node:child_process';
import { statSync, truncateSync } from 'node:fs';
import { ONLY_RECORDINGS } from './formats.ts';
import { answer, places, request } from './request.ts';

// Makes a copy of a recording that browsers play.

/** What is asked. */
export interface PlayableRequest {
  readonly ffmpeg: string;
  readonly picture: 'none' | 'copy' | 'encode';
  readonly sound: 'none' | 'copy' | 'encode';
}

const { input, outputs } = places();
const { ffmpeg, picture, sound } = await request<PlayableRequest>();
const to = outputs.playable ?? '';

/** Even sides, as H.264 wants them, no longer than those of a screen. */
const SCALE = "scale='trunc(iw*min(1,1920/max(iw,ih))/2)*2':'trunc(ih*min(1,1920/max(iw,ih))/2)*2'";

const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high'];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '6', '-crf', '20', '-b:v', '2M'];

answer({ kind: made() });

function made(): 'mp4' | 'webm' | null {
  if (tried(H264, ['-c:a', 'aac', '-b:a', '128k'], ['-movflags', '+faststart', '-f', 'mp4'])) return 'mp4';
  if (picture !== 'encode') return null;
  return tried(VP8, ['-c:a', 'libopus', '-b:a', '96k'], ['-f', 'webm']) ? 'webm' : null;
}

function tried(video: readonly string[], audio: readonly string[], form: readonly string[]): boolean {
  const views = [
    '-map',
    '0:V:0',
    ...(picture === 'copy' ? ['-c:v', 'copy'] : [...video, '-vf', SCALE, '-pix_fmt', 'yuv420p']),
  ];
  const sounds = ['-map', '0:a:0', ...(sound === 'copy' ? ['-c:a', 'copy'] : [...audio, '-ac', '2'])];
  const bare = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags', '+bitexact'];
  try {
    execFileSync(
      ffmpeg,
      [
        ...[
          '-v',
          'error',
          '-nostdin',
          '-y',
          '-threads',
          '2',
          '-filter_threads',
          '1',
          ...ONLY_RECORDINGS,
          '-i',
          input ?? '',
        ],
        ...(picture === 'none' ? ['-vn'] : views),
        ...(sound === 'none' ? ['-an'] : sounds),
        ...['-sn', '-dn', '-threads', '2', ...bare, ...form, to],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return statSync(to).size > 0;
  } catch {
    truncateSync(to, 0);
    return false;
  }
}
