import type { Language } from '../words/words.ts';
import type { MediaSort } from './view.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in decimal units: "3.4 MB". */
export function sizeWords(bytes: number, language: Language): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const digits = step === 0 ? 0 : 1;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] as string,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(bytes / 1000 ** step);
}

/** A length of time as players show it: "1:02:07". */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/**
 * The name of a file by its letters: characters that show nothing, or turn the direction in which the rest is read, stand by
 * their number. With them `photogpj.exe` reads `photoexe.jpg`.
 */
export const plainName = (name: string): string =>
  name.replaceAll(
    /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u00ad\u180e\u200b\u2060-\u2064\ufeff]/gu,
    (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );

/** A name as it is short: without the folders in which the file came. */
export const lastPart = (name: string): string => plainName(name.slice(name.lastIndexOf('/') + 1) || name);

/** The folders in which a file came; '' where it came alone. */
export const foldersOf = (name: string): string => plainName(name.slice(0, Math.max(0, name.lastIndexOf('/'))));

/** What sort of thing a media type is, for a glyph and for words. */
export function sortOf(mediaType: string | undefined): MediaSort {
  const [top = ''] = (mediaType ?? '').split('/');
  if (top === 'image' || top === 'video' || top === 'audio') return top;
  if (top === 'text' || /pdf|document|msword|sheet|opendocument|rtf/.test(mediaType ?? '')) return 'document';
  return 'other';
}

/** The program without which nothing of such a file can be shown. */
export function toolFor(mediaType: string | undefined): string {
  return /^image\/hei[cf]/.test(mediaType ?? '') ? 'ffmpeg / libheif' : 'ffmpeg';
}
