// Letters of Ukrainian (resolution of the Cabinet of Ministers no. 55 of 27 January 2010) and Russian (as in passports
// since 2013, ICAO Doc 9303) in Latin ones.

const SHARED: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ъ: '',
  ю: 'iu',
  я: 'ia',
  ы: 'y',
  э: 'e',
  ё: 'e',
  ў: 'u',
  і: 'i',
  ї: 'i',
  є: 'ie',
  ґ: 'g',
  "'": '',
  '’': '',
  ʼ: '',
  '`': '',
};
const UKRAINIAN: Readonly<Record<string, string>> = { г: 'h', и: 'y' };
const RUSSIAN: Readonly<Record<string, string>> = { г: 'g', и: 'i' };
/** At the beginning of a Ukrainian word. */
const FIRST: Readonly<Record<string, string>> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };

const CYRILLIC = /\p{Script=Cyrillic}/u;
const ONLY_RUSSIAN = /[ыэъё]/i;

/**
 * A text with Cyrillic letters in Latin ones, in lower case. What holds a letter that only Russian has is read as Russian,
 * everything else as Ukrainian. Other letters stay.
 */
export function transliterate(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  if (!CYRILLIC.test(lower)) return lower;
  const own = ONLY_RUSSIAN.test(lower) ? RUSSIAN : UKRAINIAN;
  let latin = '';
  let before = '';
  for (const letter of lower) {
    const first = own === UKRAINIAN && !/[\p{L}'’ʼ]/u.test(before);
    // «зг» is zgh in Ukrainian, so that it is not read as zh.
    const spelt = letter === 'г' && before === 'з' && own === UKRAINIAN ? 'gh' : own[letter];
    latin += (first ? FIRST[letter] : undefined) ?? spelt ?? SHARED[letter] ?? letter;
    before = letter;
  }
  return latin;
}
