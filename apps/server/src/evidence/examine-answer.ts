import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

// What a parser says is foreign: one that was taken over says what it likes. Nothing passes but what has this form.

const closed = { additionalProperties: false };
const text = (longest: number) => Type.String({ pattern: '\\S', maxLength: longest });
const side = Type.Integer({ minimum: 1, maximum: 1_000_000 });

const sides = Type.Object({ width: side, height: side }, closed);

const about = {
  outcome: Type.Enum(['read', 'malformed', 'too-large', 'tool-missing']),
  width: Type.Optional(side),
  height: Type.Optional(side),
  orientation: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
  frames: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  durationSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
  codec: Type.Optional(text(200)),
  container: Type.Optional(text(200)),
  video: Type.Optional(Type.Union([text(100), Type.Null()])),
  pixels: Type.Optional(Type.Union([text(100), Type.Null()])),
  audio: Type.Optional(Type.Union([text(100), Type.Null()])),
  made: Type.Optional(
    Type.Object(
      { thumbnail: Type.Optional(sides), preview: Type.Optional(sides), poster: Type.Optional(sides) },
      closed,
    ),
  ),
  tags: Type.Array(Type.Object({ name: text(100), value: text(1000) }, closed), { maxItems: 1000 }),
  said: Type.Object(
    {
      at: Type.Optional(text(1000)),
      zone: Type.Optional(text(1000)),
      camera: Type.Optional(text(2001)),
      latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      altitude: Type.Optional(Type.Number({ minimum: -100_000, maximum: 1_000_000_000 })),
      direction: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
    },
    closed,
  ),
};

const Look = Type.Object(about, closed);
const Playable = Type.Object({ kind: Type.Union([Type.Literal('mp4'), Type.Literal('webm'), Type.Null()]) }, closed);

/** What a program found in a picture or recording. */
export type Look = Static<typeof Look>;

const isLook = Compile(Look);
const isPlayable = Compile(Playable);

/** What a program said of a file; null where it is not said as it should be. */
export function lookIn(value: unknown): Look | null {
  return checked(isLook, value);
}

/** Which kind of copy was made. */
export function copyIn(value: unknown): 'mp4' | 'webm' | null {
  return checked<Static<typeof Playable>>(isPlayable, value)?.kind ?? null;
}

function checked<T>(validator: { Check(value: unknown): boolean }, value: unknown): T | null {
  return validator.Check(value) ? (value as T) : null;
}

/** How the files begin that examinations make: nobody takes a program's word for what it wrote. */
const SIGNATURES: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/webp': (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  'video/mp4': (bytes) => bytes.toString('latin1', 4, 8) === 'ftyp',
  'audio/mp4': (bytes) => bytes.toString('latin1', 4, 8) === 'ftyp',
  'video/webm': (bytes) => bytes.readUInt32BE(0) === 0x1a45dfa3,
};

/** Whether a file begins as its media type says. */
export function beginsAs(mediaType: string, beginning: Buffer): boolean {
  return beginning.length >= 12 && SIGNATURES[mediaType]?.(beginning) === true;
}
