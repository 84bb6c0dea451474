/** How a file is looked at, by its media type. */
export type Family = 'picture' | 'heif' | 'pdf' | 'recording' | 'other' | 'unknown';

/** Pictures that sharp reads. */
const PICTURES = ['jpeg', 'png', 'apng', 'webp', 'gif', 'tiff', 'avif', 'svg+xml'].map((each) => `image/${each}`);

/** Recordings whose type does not say so. */
const RECORDINGS = ['application/ogg', 'application/mxf', 'application/vnd.ms-asf'];

/** Types of sound that hold notes instead of a recording. */
const NOTES = ['audio/midi', 'audio/x-midi'];

/** What looks at a file of some type. Archives and everything else are never opened: only their type is told. */
export function familyOf(mediaType: string): Family {
  if (mediaType === 'application/octet-stream') return 'unknown';
  if (PICTURES.includes(mediaType)) return 'picture';
  if (/^image\/hei[cf](?:-sequence)?$/.test(mediaType)) return 'heif';
  if (mediaType === 'application/pdf') return 'pdf';
  if (NOTES.includes(mediaType)) return 'other';
  if (/^(?:video|audio)\//.test(mediaType) || RECORDINGS.includes(mediaType)) return 'recording';
  return 'other';
}

/** What a recording holds, in ffprobe's names. */
export interface Streams {
  readonly video: string | null;
  /** Pixel format of the picture. */
  readonly pixels: string | null;
  readonly audio: string | null;
}

/** What becomes of picture and sound in a copy that browsers play. */
export interface Copy {
  readonly picture: 'none' | 'copy' | 'encode';
  readonly sound: 'none' | 'copy' | 'encode';
}

/** Forms that browsers play, with what may be in them. */
const PLAYED: readonly {
  readonly types: RegExp;
  readonly video: readonly string[];
  readonly audio: readonly string[];
}[] = [
  { types: /^video\/(?:mp4|x-m4v)$/, video: ['h264'], audio: ['aac', 'mp3'] },
  { types: /^video\/webm$/, video: ['vp8', 'vp9', 'av1'], audio: ['opus', 'vorbis'] },
  { types: /^audio\/(?:mp4|x-m4a|aac)$/, video: [], audio: ['aac'] },
  { types: /^audio\/(?:mpeg|mp3)$/, video: [], audio: ['mp3'] },
  { types: /^(?:audio|application)\/ogg$/, video: [], audio: ['opus', 'vorbis'] },
  { types: /^audio\/(?:wav|x-wav|vnd\.wave|wave)$/, video: [], audio: ['pcm_s16le', 'pcm_u8'] },
  { types: /^audio\/(?:flac|x-flac)$/, video: [], audio: ['flac'] },
];

/** How to make a recording playable; null where browsers play it as it is. */
export function copyOf(mediaType: string, { video, pixels, audio }: Streams): Copy | null {
  const plain = pixels === null || pixels === 'yuv420p' || pixels === 'yuvj420p';
  const played = PLAYED.some(
    (form) =>
      form.types.test(mediaType) &&
      (video === null ? true : form.video.includes(video) && plain) &&
      (audio === null || form.audio.includes(audio)),
  );
  if (played) return null;
  return {
    picture: video === null ? 'none' : video === 'h264' && plain ? 'copy' : 'encode',
    sound: audio === null ? 'none' : audio === 'aac' ? 'copy' : 'encode',
  };
}
