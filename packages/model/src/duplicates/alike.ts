import { nameKeys } from '../names/index.ts';
import { skeletonWords } from './skeleton.ts';

/** Sets of three letters of each word, with its beginning and end marked. */
function trigramsOf(words: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const word of words) {
    const padded = `  ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3));
  }
  return found;
}

/** Twice what two sets share, of all they hold (Dice): 0 to 1; null where one of them is empty. */
export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number | null {
  if (a.size === 0 || b.size === 0) return null;
  let both = 0;
  for (const each of a) if (b.has(each)) both += 1;
  return (2 * both) / (a.size + b.size);
}

/** A text made ready to be compared often. */
export interface ReadyText {
  readonly words: readonly string[];
  readonly trigrams: ReadonlySet<string>;
}

export function readyText(text: string): ReadyText {
  const words = skeletonWords(text);
  return { words, trigrams: trigramsOf(words) };
}

/** How alike two texts are written, 0 to 1, whatever their scripts; null where one says nothing. */
export function textsAlike(a: ReadyText, b: ReadyText): number | null {
  return shared(a.trigrams, b.trigrams);
}

/** What sounds alike and is long enough for that to say something. */
const SOUNDS_ALIKE = 0.9;
const SHORTEST_SOUND = 3;

/** How alike two words are, an initial standing for what begins with it. */
function wordsAlike(a: string, b: string): number {
  if (a === b) return 1;
  const [sound = '', other] = [a, b].map((word) => nameKeys(word).keys[0]);
  if (sound === other && sound.length >= SHORTEST_SOUND) return SOUNDS_ALIKE;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 1) return long.startsWith(short) ? 0.7 : 0;
  return shared(trigramsOf([a]), trigramsOf([b])) ?? 0;
}

/** Each word of the one beside the word of the other that is most like it, long words counting for more. */
function covered(a: readonly string[], b: readonly string[]): number {
  let letters = 0;
  let found = 0;
  for (const word of a) {
    letters += word.length;
    found += word.length * Math.max(...b.map((other) => wordsAlike(word, other)));
  }
  return found / letters;
}

/** What is left of the likeness of two names that bear different numbers: the 25th and the 26th brigade are two. */
const OTHER_NUMBER = 0.5;

/** How alike two names are, 0 to 1, whatever the order of their parts and their scripts; null where one has no letters. */
export function namesAlike(a: ReadyText, b: ReadyText): number | null {
  if (a.words.length === 0 || b.words.length === 0) return null;
  const alike = (covered(a.words, b.words) + covered(b.words, a.words)) / 2;
  return numbersIn(a) === numbersIn(b) ? alike : alike * OTHER_NUMBER;
}

function numbersIn({ words }: ReadyText): string {
  return words
    .flatMap((word) => word.match(/\p{N}+/gu) ?? [])
    .sort()
    .join(' ');
}
