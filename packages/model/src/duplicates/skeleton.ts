import { transliterate } from '../names/index.ts';

/** What different ways of writing the same sound in Latin letters come down to; in this order. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|sh/g, 's'],
  [/zh/g, 'z'],
  [/kh|gh|g/g, 'h'],
  [/ts|tz|tch|ch/g, 'c'],
  [/ph/g, 'f'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/[yj]/g, 'i'],
  [/i([aeou])/g, '$1'],
  [/([^\p{N}])\1+/gu, '$1'],
];

/**
 * The words of a text as they compare across scripts and spellings: folded case, without marks, Cyrillic in Latin letters, and
 * the ways of romanising one sound made one ("Зеленський", "Zelenskyy" and "Zelensky" give the same). What is in other scripts
 * stays as it is. For comparing alone: it is no transliteration that a person should read.
 */
export function skeletonWords(text: string): string[] {
  const latin = transliterate(text)
    .replaceAll(/[\u02bc\u2019'`]/g, '')
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '');
  return (latin.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    ALIKE.reduce((folded, [pattern, with_]) => folded.replaceAll(pattern, with_), word),
  );
}

export type Script = 'latin' | 'cyrillic' | 'other';

/** The script in which most letters of a text stand. */
export function scriptOf(text: string): Script {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const all = text.match(/\p{L}/gu)?.length ?? 0;
  if (latin * 2 >= all) return 'latin';
  return cyrillic * 2 >= all ? 'cyrillic' : 'other';
}
