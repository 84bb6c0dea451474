/** Whether a file is looked at in the page, or kept. */
export type Disposition = 'inline' | 'attachment';

/** Pictures and recordings that browsers decode and never run. All else is handed out to be kept: a page or a drawing may hold a script. */
const SHOWN: readonly string[] = [
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'],
  ...['video/mp4', 'video/webm'],
  ...['audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/mp4', 'audio/flac'],
];

/** Older names of the same formats. */
const SAME: Readonly<Record<string, string>> = {
  'image/apng': 'image/png',
  'video/x-m4v': 'video/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-flac': 'audio/flac',
  'audio/x-wav': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
};

/** Said of whatever is not shown: no browser makes anything of it. */
const OPAQUE = 'application/octet-stream';

/** The type under which a file may be shown; null for one that is only kept. */
export function shownType(mediaType: string | null): string | null {
  const plain = (mediaType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const name = SAME[plain] ?? plain;
  return SHOWN.includes(name) ? name : null;
}

/** How a file is handed out, as far as its type decides. */
export function handedOutAs(
  mediaType: string | null,
  { show, apart }: { readonly show: boolean; readonly apart: boolean },
): { readonly disposition: Disposition; readonly type: string } {
  const type = show && apart ? shownType(mediaType) : null;
  return type === null ? { disposition: 'attachment', type: OPAQUE } : { disposition: 'inline', type };
}

/** In letters, most a file's name may have everywhere. */
const LONGEST = 180;

/**
 * A Content-Disposition with the name of a file (RFC 6266, RFC 8187): in ASCII for old readers, and as it is. Left out are
 * control characters and those that turn the direction of writing, by which `gpj.exe` can be made to read `exe.jpg`; what
 * separates folders is replaced. The item keeps the name as it came.
 */
export function contentDisposition(disposition: Disposition, name: string | undefined): string {
  const clean = safeName(name ?? '');
  if (clean === '') return disposition;
  const ascii = clean.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\%]/g, '_');
  const encoded = encodeURIComponent(clean).replaceAll(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function safeName(name: string): string {
  const visible = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .trim()
    .replace(/^\.+/, '_');
  const letters = [...visible];
  if (letters.length <= LONGEST) return visible;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(visible)?.[0] ?? '';
  return letters.slice(0, LONGEST - ending.length).join('') + ending;
}

/** One part of a file; both ends are counted from 0 and included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The part that a Range header asks for (RFC 9110 §14.2). Null stands for the whole: where none is asked for, where it is not
 * understood, and where several are asked for at once, which nothing that plays recordings does.
 *
 * @returns `unsatisfiable` when the file has no such part
 */
export function spanOf(header: string | undefined, bytes: number): Span | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= bytes ? 'unsatisfiable' : { start, end };
}
