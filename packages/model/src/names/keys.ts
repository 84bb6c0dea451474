import { transliterate } from './transliterate.ts';

/** A name as it is compared: its letters in one spelling, and what each of its words sounds like. */
export interface NameKeys {
  /** Latin, lower case, without marks; spellings of one transliteration fall together. */
  readonly folded: string;
  /** One for each word, sorted, each once: consonants alone, those that are confused as one. */
  readonly keys: readonly string[];
}

/** Most words of a name that are compared. */
const MOST_WORDS = 12;

/**
 * The keys of a name in Latin or Cyrillic letters; the same for every usual spelling of it.
 *
 * @example
 * nameKeys('Зеленський').keys // as of Зеленский, Zelenskyy, Zelensky, Selenskyj
 */
export function nameKeys(name: string): NameKeys {
  const words = plainWords(name);
  const keys = words.map(soundKey).filter((key) => key !== '');
  return { folded: words.map(foldWord).join(' '), keys: [...new Set(keys)].sort() };
}

/** A name in its own letters, without case, marks and punctuation: two that are equal here are the same name. */
export function plainName(name: string): string {
  return (
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');
}

function plainWords(name: string): string[] {
  const latin = transliterate(name).replaceAll(/['’ʼ`´]/g, '');
  const bare = latin
    .replaceAll(/[łøđðßæœþı]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '');
  // A letter of another Cyrillic alphabet (Ӭ, Ӂ) is read without its marks, as the one that it was made of.
  const plain = transliterate(bare);
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);
}

const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** Spellings of one sound after the same transliteration: -skyi, -skyy, -skiy, -sky, -skii end alike. */
function foldWord(word: string): string {
  return word
    .replaceAll('zgh', 'zh')
    .replaceAll(/[jy]/g, 'i')
    .replaceAll('x', 'ks')
    .replaceAll('w', 'v')
    .replaceAll(/(.)\1+/g, '$1')
    .replaceAll(/i([aeou])/g, '$1')
    .replaceAll(/([aeou])i/g, '$1');
}

/** From the longest, so that none is taken apart. One sign stands for each sound and those that it is confused with. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/schtsch|shchsh|shch|szcz|stsch|štš/g, '5'],
  [/tsch|tch|cz/g, '4'],
  [/dzh|dsch|zgh/g, '6'],
  [/sch|sh|sz|zh|rz/g, '6'],
  [/ch/g, '4'],
  [/tz|ts|cs/g, '3'],
  [/kh|gh/g, 'g'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ck|q/g, 'k'],
  [/c(?=[eiy])/g, '3'],
  [/c/g, 'k'],
  [/x/g, 'ks'],
  [/h/g, 'g'],
  [/z/g, 's'],
  [/w/g, 'v'],
];

/** Given names of one person whose forms in two languages begin or sound differently. */
const SAME_NAME: Readonly<Record<string, string>> = {
  nkl: 'mkl',
  nklg: 'mkl',
  aktrn: 'ktrn',
  gn: 'an',
  flp: 'plp',
  asp: 'asf',
  asip: 'asf',
  grpn: 'agrpn',
  gglb: 'glb',
};

function soundKey(word: string): string {
  if (/^\p{N}+$/u.test(word)) return word;
  // J stands for a vowel's beginning in German and Polish, as y in English.
  let sound = word.replaceAll('j', 'y');
  for (const [spelling, sign] of SOUNDS) sound = sound.replaceAll(spelling, sign);
  const vowel = /^[aeiouy]/.test(sound) ? 'a' : '';
  const key = (vowel + sound.replaceAll(/[aeiouy]/g, '')).replaceAll(/(.)\1+/g, '$1');
  return SAME_NAME[key] ?? key;
}
