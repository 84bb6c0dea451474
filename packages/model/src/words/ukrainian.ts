// PostgreSQL has stems for English and Russian, none for Ukrainian. These are light ones: endings of declension are cut off,
// and «і» that changes with «о» and «е» in the last syllable (Харків, Харкова) stands as one letter.

/** The longest that fits is cut. */
const ENDINGS = [
  ...['ими', 'іми', 'ого', 'ього', 'ому', 'ьому', 'ами', 'ями', 'ією', 'ою', 'ею', 'єю'],
  ...['ах', 'ях', 'ам', 'ям', 'ом', 'ем', 'єм', 'им', 'ім', 'їм', 'их', 'іх', 'їх', 'ий', 'ій', 'їй', 'ої', 'єї'],
  ...['ія', 'ії', 'ію', 'ує', 'уть', 'ють', 'ять', 'ать'],
  ...['ати', 'ити', 'іти', 'увати', 'ювати', 'а', 'я', 'о', 'е', 'є', 'у', 'ю', 'и', 'і', 'ї', 'й', 'ь'],
].sort((a, b) => b.length - a.length);

/** Shorter words stay whole, and so many letters stay of a word. */
const SHORTEST = 4;
const LEAST_LEFT = 3;

const WORD = /[а-щьюяєіїґ]+(?:['’ʼ][а-щьюяєіїґ]+)*/g;

/** What stays of a Ukrainian word in each of its forms, as far as endings tell; null for a word that is too short. */
export function ukrainianStem(word: string): string | null {
  const plain = word.toLowerCase().replaceAll(/['’ʼ]/g, '');
  if (plain.length < SHORTEST) return null;
  const ending = ENDINGS.find((each) => plain.endsWith(each) && plain.length - each.length >= LEAST_LEFT) ?? '';
  return evened(plain.slice(0, plain.length - ending.length));
}

/** The last vowel as one letter where it changes with the form, and without the soft sign and double consonant at the end. */
function evened(stem: string): string {
  const short = stem.replace(/ь+$/, '').replace(/(.)\1$/, '$1');
  return short.replace(/[іое]([^аеєиіїоуюя]*)$/, 'о$1').replace(/[їє]([^аеєиіїоуюя]*)$/, 'є$1');
}

/** The stems of a text's Ukrainian words, each once: what the index holds beside the words themselves. */
export function ukrainianStems(text: string): string[] {
  const stems = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(WORD)) for (const stem of stemsOf(word)) stems.add(stem);
  return [...stems];
}

/** Two where an ending may as well belong to the word: мостів of міст and Харків itself, мостові and Харкові. */
function stemsOf(word: string): string[] {
  const shorter = /^(.{3,}?)(?:[іїо]в|[оеє]ві)$/.exec(word)?.[1];
  return [ukrainianStem(word), shorter === undefined ? null : evened(shorter)].filter((stem) => stem !== null);
}

/** Consonants that change before an ending: дорога, на дорозі; зруйнував, зруйнувала. */
const CHANGES: Readonly<Record<string, string>> = { г: 'з', к: 'ц', х: 'с', з: 'г', ц: 'к', с: 'х', в: 'л', л: 'в' };

/** The stems by which a word is asked for. */
export function stemsAsked(word: string): string[] {
  const lower = word.toLowerCase();
  if (!/^[а-щьюяєіїґ]/.test(lower)) return [];
  const stems = stemsOf(lower);
  const changed = stems.slice(0, 1).map((stem) => stem.slice(0, -1) + (CHANGES[stem.slice(-1)] ?? stem.slice(-1)));
  return [...new Set([...stems, ...changed])];
}
