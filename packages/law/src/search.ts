import type { Catalogue } from './catalogue.ts';
import type { Norm } from './form.ts';
import { TOPICS } from './topics.ts';

/** A norm that was found, and how well: more is better, and only the order means something. */
export interface Found {
  readonly norm: Norm;
  readonly score: number;
}

/** What a hit weighs: the place itself, a place above it, then the title, the text and topics, the elements. */
const WEIGHTS = { place: 16, above: 6, title: 4, text: 2, elements: 1 } as const;

/** Shortest beginning of a word by which its other forms are found. */
const STEM = 4;

/** What English words take at their end, and how many letters may change at the end of Ukrainian ones: насильницьк-е, -ого. */
const ENGLISH_END = /(?<=.{4})(?:ing|ed|es|s)$/;
const UKRAINIAN_END = 2;

/** Words before a place that say nothing: "art. 8(2)(b)(i)", «ст. 438». */
const SIGNS: ReadonlySet<string> = new Set(['art', 'arts', 'article', 'articles', 'ст', 'стаття', 'статті', 'статтею']);

/**
 * Norms in which every word occurs, in either language, the best first. A word is also found by its beginning; `8(2)(b)(i)`,
 * `8.2.b.i` and `rs:8.2.b.i` are the same place, and `8(2)(b)` finds what stands below it.
 *
 * It looks for words, not for meanings: that it finds nothing does not show that conduct is lawful.
 *
 * @param words what somebody typed; empty finds nothing
 */
export function searchLaw({ norms }: Catalogue, words: string, most = 20): Found[] {
  const typed = wordsOf(words);
  const telling = typed.filter((word) => !SIGNS.has(word));
  if (telling.length === 0) return [];
  const wanted = telling.map((word) => ({ word, isForm: formsOf(word) }));
  const found: Found[] = [];
  for (const norm of norms.values()) {
    const scores = scoresOf(norm, wanted);
    if (scores.every((score) => score > 0)) found.push({ norm, score: scores.reduce((sum, score) => sum + score, 0) });
  }
  return found.sort((a, b) => b.score - a.score || compare(a.norm.id, b.norm.id)).slice(0, most);
}

interface Sought {
  readonly places: readonly string[];
  readonly fields: readonly { readonly weight: number; readonly words: readonly string[] }[];
}

/** What is looked at in a norm; norms never change, so it is taken apart once. */
const TAKEN_APART = new WeakMap<Norm, Sought>();

function soughtIn(norm: Norm): Sought {
  const known = TAKEN_APART.get(norm);
  if (known !== undefined) return known;
  const { id, title, text, source, tree, topics = [] } = norm;
  const named = topics.flatMap((slug) => [slug, TOPICS[slug]?.en ?? '', TOPICS[slug]?.uk ?? '']);
  const sought: Sought = {
    places: [id, id.slice(id.indexOf(':') + 1), placeOf(source.article).toLowerCase()],
    fields: [
      { weight: WEIGHTS.title, words: wordsOf(`${title.en} ${title.uk}`) },
      { weight: WEIGHTS.text, words: wordsOf([text.en, text.uk, source.instrument, ...named].join(' ')) },
      { weight: WEIGHTS.elements, words: wordsOf(textsIn(tree)) },
    ],
  };
  TAKEN_APART.set(norm, sought);
  return sought;
}

interface Wanted {
  readonly word: string;
  isForm(word: string): boolean;
}

function scoresOf(norm: Norm, wanted: readonly Wanted[]): number[] {
  const { places, fields } = soughtIn(norm);
  return wanted.map(({ word, isForm }) => {
    const above = places.some((each) => isBelow(each, word)) ? WEIGHTS.above : 0;
    const place = places.includes(word) ? WEIGHTS.place : above;
    return fields.reduce((sum, { weight, words }) => sum + (words.some(isForm) ? weight : 0), place);
  });
}

/** `8.2.b.i` stands below `8.2.b`, and `8.2.b.vii-1` below `8.2.b.vii`. */
function isBelow(place: string, word: string): boolean {
  return /\d/.test(word) && (place.startsWith(`${word}.`) || place.startsWith(`${word}-`));
}

/** All words in both languages below a value of the form. */
function textsIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const own = 'en' in value && 'uk' in value ? `${value.en} ${value.uk} ` : '';
  return own + Object.values(value).map(textsIn).join(' ');
}

/** Whether a word is another form of the one that was typed, or begins with it. */
function formsOf(typed: string): (word: string) => boolean {
  if (typed.length < STEM) return (word) => word === typed;
  if (!/\p{Script=Cyrillic}/u.test(typed)) {
    const stem = typed.replace(ENGLISH_END, '');
    return (word) => word.startsWith(stem);
  }
  return (word) => {
    const shorter = Math.min(word.length, typed.length);
    const stem = Math.max(STEM + 1, shorter - UKRAINIAN_END);
    return word.startsWith(typed) || (shorter >= stem && word.startsWith(typed.slice(0, stem)));
  };
}

function wordsOf(text: string): string[] {
  const even = placeOf(text.normalize('NFKC').toLowerCase().replaceAll(/[ʼ'`]/g, '’'));
  return even.match(/[\p{L}\p{N}][\p{L}\p{N}.:’-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? [];
}

/** `8(2)(b)(i)` → `8.2.b.i`; `8 bis (1)` → `8bis.1`. */
function placeOf(text: string): string {
  return text
    .replaceAll(/(\d)\s+bis\b/gi, '$1bis')
    .replaceAll(/(?<=[\p{L}\p{N})])\s?\(([\p{N}]{1,3}|\p{L}|[ivx]{1,6})\)/giu, '.$1');
}

const compare = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
