import type { Item } from '../api/shapes.ts';
import { sortOf } from './measures.ts';
import type { DerivativeLine, Evidence } from './shapes.ts';

/** What browsers show by themselves, and the files host hands out for showing: nothing that could run. */
const SAFE: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/ogg',
  'audio/wav',
  'audio/x-wav',
  'audio/webm',
  'audio/flac',
]);

export type Sort = 'image' | 'video' | 'audio';

/** What stands on the page for an item. */
export interface Showing {
  /** The item whose bytes are shown: a copy made for showing, or the item itself. */
  item: string;
  sort: Sort;
  /** The copy that is shown in its stead; undefined for the item itself. */
  copy?: DerivativeLine;
}

export const typeOf = (item: Item): string | undefined => item.body.technical?.mediaType ?? item.body.file?.mediaType;

/** Whether the file itself can be shown. */
export const canShowItself = (item: Item): boolean => item.body.file !== undefined && SAFE.has(typeOf(item) ?? '');

/** The item itself, where it can be shown. */
export function itself(item: Item): Showing | null {
  return canShowItself(item) ? { item: item.id, sort: sortOf(typeOf(item)) as Sort } : null;
}

/** What is best shown for an item: a playable copy, a picture of a size for screens, itself, a still; or nothing. */
export function bestShown(item: Item, evidence: Evidence | undefined): Showing | null {
  const copyOf = (role: string, sort?: Sort): Showing | null => {
    const copy = evidence?.derivatives.find((each) => each.role === role);
    if (!copy) return null;
    return { item: copy.item, sort: sort ?? (sortOf(copy.mediaType) === 'audio' ? 'audio' : 'video'), copy };
  };
  const playable = copyOf('playable');
  if (playable) return playable;
  const sort = sortOf(typeOf(item));
  return (sort === 'image' ? copyOf('preview', 'image') : null) ?? itself(item) ?? stillOf(copyOf);
}

function stillOf(copyOf: (role: string, sort: Sort) => Showing | null): Showing | null {
  return copyOf('poster', 'image') ?? copyOf('preview', 'image');
}

/** The small picture that lies blurred under the cover. */
export const smallOf = (evidence: Evidence | undefined): string | undefined =>
  evidence?.derivatives.find(({ role }) => role === 'thumbnail')?.item;
