// Names of places as they are compared and spelt.

const LETTERS: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'h', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i' },
  ...{ й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh' },
  ...{ ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ъ: '', ю: 'iu', я: 'ia', ы: 'i', э: 'e', ё: 'e', ў: 'u' },
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i' },
};

/** What stands before or after a name and says what kind of place it is. */
const KIND_WORDS: readonly (readonly [RegExp, kind: 'adm1' | 'adm2' | 'adm3' | 'town'])[] = [
  [/(?<!\p{L})(?:область|області|областю|обл|oblast|region|province|governorate)(?!\p{L})\.?/giu, 'adm1'],
  [/(?<!\p{L})(?:район|району|р-н|raion|rayon|district)(?!\p{L})\.?/giu, 'adm2'],
  [
    /(?<!\p{L})(?:громада|громади|територіальна|сільська|селищна|міська|отг|тг|hromada|municipality)(?!\p{L})\.?/giu,
    'adm3',
  ],
  [
    /^(?:м|місто|с|село|смт|селище|г|город|пгт|пос|посёлок|поселок|деревня|хутір|city|town|village|city of|town of)(?:\.\s*|\s+)/iu,
    'town',
  ],
];

/** A name without words for its kind, and the kind that they told. */
export function bareName(name: string): { bare: string; kind: 'adm1' | 'adm2' | 'adm3' | 'town' | undefined } {
  let kind: 'adm1' | 'adm2' | 'adm3' | 'town' | undefined;
  let bare = name.trim();
  for (const [words, says] of KIND_WORDS) {
    const without = bare
      .replaceAll(new RegExp(words.source, words.flags.includes('g') ? words.flags : `${words.flags}g`), ' ')
      .trim();
    if (without === bare || without === '') continue;
    bare = without;
    kind ??= says;
  }
  return { bare, kind };
}

const PLAIN = /^[a-z ]*$/;

/**
 * What a name of a place is compared by: Latin letters alone, in which the usual spellings of Ukrainian, Russian and English
 * texts fall together. Izium, Izyum, Ізюм and Изюм have one key.
 */
export function placeKey(name: string): string {
  let latin = name.toLowerCase();
  if (!PLAIN.test(latin)) latin = plainLetters(latin);
  return latin
    .replaceAll(/[^a-z0-9\u0370-\u1fff\u2c00-\uffff]/g, '')
    .replaceAll(/[jy]/g, 'i')
    .replaceAll('x', 'ks')
    .replaceAll('w', 'v')
    .replaceAll('g', 'h')
    .replaceAll(/(.)\1+/g, '$1')
    .replaceAll('zhzh', 'zh')
    .replaceAll(/i(?=[aeou])/g, '')
    .replaceAll(/(?<=[aeou])i/g, '');
}

function plainLetters(text: string): string {
  let plain = '';
  // й and ї are letters of their own, and stay whole: marks are taken from Latin letters alone.
  for (const letter of text.normalize('NFC')) {
    plain += LETTERS[letter] ?? (letter <= '\u024f' ? letter.normalize('NFKD').replaceAll(/\p{M}/gu, '') : letter);
  }
  return plain;
}

const ROMAN: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i' },
  ...{ й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh' },
  ...{ ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia', "'": '', '’': '', ʼ: '' },
};
const ROMAN_FIRST: Readonly<Record<string, string>> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };

/** A Ukrainian name in Latin letters (resolution of the Cabinet of Ministers no. 55 of 27 January 2010), as English texts spell it. */
export function romanised(name: string): string {
  const lower = name.normalize('NFC').toLowerCase();
  let latin = '';
  for (const [i, letter] of [...lower].entries()) {
    const first = i === 0 || /[\s-]/.test(lower[i - 1] ?? '');
    const spelt =
      (first ? ROMAN_FIRST[letter] : undefined) ??
      (letter === 'г' && lower[i - 1] === 'з' ? 'gh' : (ROMAN[letter] ?? letter));
    const upper = name.normalize('NFC')[i] !== letter;
    latin += upper ? spelt.charAt(0).toUpperCase() + spelt.slice(1) : spelt;
  }
  return latin;
}
