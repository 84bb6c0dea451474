import type { Catalogue } from './catalogue.ts';
import type { Norm } from './form.ts';

/** A norm that was found, and how well: more is better, and only the order means something. */
export interface Found {
  readonly norm: Norm;
  readonly score: number;
}

/** What a hit weighs: in the key or its place as lawyers write it, in the title, in the text and elements. */
const WEIGHTS = { key: 8, title: 4, text: 2, elements: 1 } as const;

/** Shortest beginning of a word by which its other forms are found: Ukrainian words change at their end. */
const STEM = 4;

/**
 * Norms in which every word occurs, in either language, the best first. A word is also found by its beginning; `8(2)(b)(i)` and
 * `8.2.b.i` are the same place.
 *
 * @param words what somebody typed; empty finds nothing
 */
export function searchLaw({ norms }: Catalogue, words: string, most = 20): Found[] {
  const wanted = wordsOf(words);
  if (wanted.length === 0) return [];
  const found: Found[] = [];
  for (const norm of norms.values()) {
    const scores = wanted.map((word) => scoreOf(norm, word));
    if (scores.every((score) => score > 0)) found.push({ norm, score: scores.reduce((sum, score) => sum + score, 0) });
  }
  return found.sort((a, b) => b.score - a.score || (a.norm.id < b.norm.id ? -1 : 1)).slice(0, most);
}

function scoreOf(norm: Norm, word: string): number {
  const { id, title, text, source, tree } = norm;
  const place = placeOf(`${source.article}${source.paragraph ?? ''}`);
  const path = id.slice(id.indexOf(':') + 1);
  let score = 0;
  if ([id, path, place, source.instrument].includes(word)) score += WEIGHTS.key;
  if (holds(`${title.en} ${title.uk}`, word)) score += WEIGHTS.title;
  if (holds(`${text.en} ${text.uk} ${(norm.topics ?? []).join(' ')}`, word)) score += WEIGHTS.text;
  if (tree !== undefined && holds(textsOf(tree), word)) score += WEIGHTS.elements;
  return score;
}

function textsOf(value: unknown): string {
  if (typeof value === 'string') return '';
  if (typeof value !== 'object' || value === null) return '';
  const own = 'en' in value && 'uk' in value ? `${value.en} ${value.uk} ` : '';
  return own + Object.values(value).map(textsOf).join(' ');
}

function holds(text: string, word: string): boolean {
  const stem = word.length > STEM + 1 ? word.slice(0, -2) : word;
  return wordsOf(text).some((each) => each === word || (word.length >= STEM && each.startsWith(stem)));
}

function wordsOf(text: string): string[] {
  return (
    placeOf(text.normalize('NFKC').toLowerCase().replaceAll(/[ʼ'`]/g, '’')).match(
      /[\p{L}\p{N}][\p{L}\p{N}.:’-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu,
    ) ?? []
  );
}

/** `8(2)(b)(i)` → `8.2.b.i`. */
function placeOf(text: string): string {
  return text.replaceAll(/\(([\p{L}\p{N}]{1,6})\)/gu, '.$1');
}
