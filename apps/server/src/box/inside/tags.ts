import exifr from 'exifr';

/** One thing that the file says of itself. */
export interface Tag {
  readonly name: string;
  readonly value: string;
}

/** What it says of its own recording, as it says it. */
export interface Said {
  at?: string;
  zone?: string;
  camera?: string;
  latitude?: number;
  longitude?: number;
  altitude?: number;
  direction?: number;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Of one file; the rest is left unread. */
const MOST_TAGS = 1000;
/** Of one tag, in characters. */
const LONGEST = 1000;

const OPTIONS = {
  tiff: true,
  ifd0: {},
  exif: true,
  gps: true,
  interop: true,
  ifd1: false,
  xmp: true,
  iptc: true,
  icc: false,
  jfif: false,
  ihdr: true,
  makerNote: false,
  userComment: true,
  mergeOutput: false,
  sanitize: true,
  // Times stay as they stand: they name no zone, and the zone of this machine is not theirs.
  reviveValues: false,
  translateKeys: true,
  translateValues: true,
};

/** EXIF (CIPA DC-008), XMP and IPTC of a picture; nothing where there is none or none that can be read. */
export async function tagsOf(bytes: Buffer): Promise<{ tags: Tag[]; said: Said }> {
  const blocks = ((await exifr.parse(bytes, OPTIONS as never).catch(() => undefined)) ?? {}) as Blocks;
  return { tags: flat(blocks), said: saidIn(blocks) };
}

function flat(blocks: Blocks): Tag[] {
  const tags: Tag[] = [];
  for (const [block, values] of Object.entries(blocks)) {
    if (typeof values !== 'object' || values === null) continue;
    for (const [name, value] of Object.entries(values)) {
      // These two are sums of the reader, no tags.
      if (block === 'gps' && (name === 'latitude' || name === 'longitude')) continue;
      const text = textOf(value);
      if (text !== null && tags.length < MOST_TAGS) tags.push({ name: clean(`${block}.${name}`, 100), value: text });
    }
  }
  return tags;
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value instanceof Uint8Array) return null;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const kept = clean(text, LONGEST);
  return kept === '' ? null : kept;
}

/** Without what no text holds: control characters, halves of characters, blanks around. */
export function clean(text: string, longest: number): string {
  return text
    .slice(0, longest)
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .trim();
}

function saidIn({ ifd0 = {}, exif = {}, gps = {} }: Blocks): Said {
  const said: Said = {};
  const at = textOf(exif.DateTimeOriginal ?? exif.CreateDate);
  const zone = textOf(exif.OffsetTimeOriginal ?? exif.OffsetTime);
  const camera = [ifd0.Make, ifd0.Model].map(textOf).filter((each) => each !== null);
  if (at !== null) said.at = isoOf(at);
  if (zone !== null) said.zone = zone;
  if (camera.length > 0) said.camera = camera.join(' ');
  const latitude = degreesOf(gps.GPSLatitude, gps.GPSLatitudeRef, 90);
  const longitude = degreesOf(gps.GPSLongitude, gps.GPSLongitudeRef, 180);
  // Cameras without a fix write zeros.
  if (latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0))
    Object.assign(said, { latitude, longitude });
  const altitude = numberOf(gps.GPSAltitude);
  const below = /below|1/i.test(String(textOf(gps.GPSAltitudeRef) ?? ''));
  if (altitude !== null && Math.abs(altitude) < 100_000) said.altitude = below ? -altitude : altitude;
  const direction = numberOf(gps.GPSImgDirection);
  if (direction !== null && direction >= 0 && direction <= 360) said.direction = direction;
  return said;
}

/** `2026:05:01 12:00:00` as ISO 8601 writes it, without a zone; anything else as it stands. */
export function isoOf(text: string): string {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)$/.exec(text);
  return match === null ? text : `${match[1]}-${match[2]}-${match[3]}T${match[4]}`;
}

function degreesOf(value: unknown, reference: unknown, most: number): number | null {
  if (!Array.isArray(value)) return null;
  const [degrees = Number.NaN, minutes = 0, seconds = 0] = value.map(Number);
  const sum = degrees + minutes / 60 + seconds / 3600;
  if (!(sum >= 0 && sum <= most)) return null;
  const signed = /^[sw]/i.test(String(reference ?? '')) ? -sum : sum;
  return Math.round(signed * 1e7) / 1e7;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
}
