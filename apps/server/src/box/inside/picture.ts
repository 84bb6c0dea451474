import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Sharp } from 'sharp';
import { answer, places, request, SCRATCH } from './request.ts';
import { opened, shrink } from './shrink.ts';
import { tagsOf } from './tags.ts';

// Looks at one picture: its sides, what it says of itself, and small copies.

/** What is asked. */
export interface PictureRequest {
  readonly mediaType: string;
  /** The program that turns HEIF into JPEG, where the picture is such. */
  readonly heif: string | null;
  /** The program that turns the first page of a PDF into a picture, where it is such. */
  readonly pdf: string | null;
}

const { input, outputs } = places();
const { mediaType, heif, pdf } = await request<PictureRequest>();
const bytes = readFileSync(input ?? '');
const tags = mediaType === 'image/svg+xml' || pdf !== null ? { tags: [], said: {} } : await tagsOf(bytes);

try {
  answer({ ...(await look(sourceOf())), ...tags });
} catch (error) {
  answer({ outcome: outcomeOf(error), ...tags });
}

/** What sharp reads: the file, or what another program made of it. */
function sourceOf(): string | Buffer {
  if (heif !== null) {
    execFileSync(heif, ['-q', '95', input ?? '', 'picture.jpg'], { cwd: SCRATCH, stdio: 'ignore' });
    // Of several pictures in one file each gets a number.
    const [first = 'picture.jpg'] = readdirSync(SCRATCH)
      .filter((name) => name.endsWith('.jpg'))
      .sort();
    return readFileSync(`${SCRATCH}/${first}`);
  }
  if (pdf !== null) {
    const page = ['-r', '110', '-f', '1', '-l', '1', '-singlefile', '-png'];
    execFileSync(pdf, [...page, input ?? '', 'page'], { cwd: SCRATCH, stdio: 'ignore' });
    return readFileSync(`${SCRATCH}/page.png`);
  }
  return bytes;
}

async function look(source: string | Buffer): Promise<Record<string, unknown>> {
  const found = await opened(source, 'none').metadata();
  const { autoOrient, orientation, pages } = found;
  const sides = { width: autoOrient.width, height: autoOrient.height };
  const about = {
    ...(pdf === null ? sides : {}),
    ...(orientation === undefined || heif !== null || pdf !== null ? {} : { orientation }),
    ...(pages === undefined || pages < 2 ? {} : { frames: pages }),
    ...(found.format === undefined || heif !== null || pdf !== null ? {} : { codec: found.format }),
  };
  const made = async (failOn: 'error' | 'none') => shrink((): Sharp => opened(source, failOn), outputs);
  try {
    return { outcome: 'read', ...about, made: await made('error') };
  } catch (error) {
    // A photograph that breaks off shows what it has; other formats would show a ground of their own invention.
    const rest = found.format === 'jpeg' || found.format === 'png' ? await made('none').catch(() => ({})) : {};
    return { outcome: outcomeOf(error), ...about, made: rest };
  }
}

function outcomeOf(error: unknown): 'too-large' | 'malformed' {
  return /pixel limit|too large|exceeds/i.test(error instanceof Error ? error.message : '') ? 'too-large' : 'malformed';
}
