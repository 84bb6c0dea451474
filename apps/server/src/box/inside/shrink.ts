import sharp, { type Sharp } from 'sharp';

sharp.cache(false);
sharp.concurrency(1);

/** Sides in pixels that a copy has at most. */
const SIDES = { thumbnail: 320, preview: 1600, poster: 1600 } as const;

/** Bombs declare more pixels than any camera has. */
export const MOST_PIXELS = 210_000_000;

/** A picture as sharp opens it: the first frame alone. */
export function opened(input: string | Buffer, failOn: 'error' | 'none'): Sharp {
  return sharp(input, { limitInputPixels: MOST_PIXELS, failOn, pages: 1, animated: false, unlimited: false });
}

/**
 * Writes upright copies without metadata, encoded anew.
 *
 * @param outputs where each goes; thumbnail, preview or poster
 * @returns which were made, with their sides in pixels
 */
export async function shrink(
  open: () => Sharp,
  outputs: Readonly<Record<string, string>>,
): Promise<Record<string, { width: number; height: number }>> {
  const made: Record<string, { width: number; height: number }> = {};
  for (const [role, side] of Object.entries(SIDES)) {
    const to = outputs[role];
    if (to === undefined) continue;
    const quality = role === 'thumbnail' ? 74 : 80;
    const { width, height } = await open()
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality, effort: 3 })
      .toFile(to);
    made[role] = { width, height };
  }
  return made;
}
