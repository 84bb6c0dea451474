import type { Catalogue, Check, ElementKind, Norm, Source } from '@cairn/law';

export type Language = 'en' | 'uk';

const ENGLISH = {
  unchecked: 'unchecked',
  checked: ({ by, on, against }: NonNullable<Check>) => `checked by ${by} on ${on} against: ${against}`,
  source: 'Source',
  inForce: 'In force',
  since: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  always: 'no day is known',
  conflict: 'Applies in',
  conflicts: {
    iac: 'international armed conflicts, occupation among them',
    niac: 'armed conflicts that are not international',
    any: 'any conflict, and where there is none',
  },
  topics: 'Topics',
  wording: 'Wording',
  nobody: 'unchecked: nobody compared it with the source yet',
  elements: 'Elements',
  noElements: 'It has no elements in the catalogue.',
  ops: { all: 'all of', any: 'any one of' },
  kinds: {
    conduct: 'conduct',
    consequence: 'consequence',
    circumstance: 'circumstance',
    mental: 'mental',
    context: 'context',
  } satisfies Record<ElementKind, string>,
  shared: 'shared',
  indicators: 'Speaks for it',
  means: 'Shown by',
  warnings: 'Warnings',
  see: 'see',
  related: 'Related',
  none: 'Nothing was found. Try fewer words, or the beginning of a word.',
};

type Labels = typeof ENGLISH;

const UKRAINIAN: Labels = {
  unchecked: 'не звірено',
  checked: ({ by, on, against }) => `звірено: ${by}, ${on}, за виданням: ${against}`,
  source: 'Джерело',
  inForce: 'Чинність',
  since: (day) => `з ${day}`,
  until: (day) => `до ${day}`,
  always: 'день невідомий',
  conflict: 'Застосовується',
  conflicts: {
    iac: 'у міжнародних збройних конфліктах, зокрема під час окупації',
    niac: 'у неміжнародних збройних конфліктах',
    any: 'у будь-якому конфлікті та поза ним',
  },
  topics: 'Теми',
  wording: 'Формулювання',
  nobody: 'не звірено: ще ніхто не порівняв його з джерелом',
  elements: 'Елементи',
  noElements: 'У каталозі ця норма елементів не має.',
  ops: { all: 'усі з', any: 'будь-який з' },
  kinds: {
    conduct: 'діяння',
    consequence: 'наслідок',
    circumstance: 'обставина',
    mental: 'суб’єктивний',
    context: 'контекст',
  },
  shared: 'спільний',
  indicators: 'Про це свідчить',
  means: 'Доводять',
  warnings: 'Застереження',
  see: 'див.',
  related: 'Пов’язані норми',
  none: 'Нічого не знайдено. Спробуйте менше слів або початок слова.',
};

export const LABELS: Readonly<Record<Language, Labels>> = { en: ENGLISH, uk: UKRAINIAN };

/** `[unchecked]`, or who checked: it stands beside every wording of the catalogue that is printed. */
export function mark(check: Check, language: Language): string {
  return `[${check === null ? LABELS[language].unchecked : LABELS[language].checked(check)}]`;
}

/** `Rome Statute, 8(2)(b)(i)`. */
export function placeText({ instruments }: Catalogue, { instrument, article, paragraph }: Source, language: Language) {
  const name = instruments.get(instrument)?.short[language] ?? instrument;
  return `${name}, ${article}${paragraph === undefined ? '' : `, ${paragraph}`}`;
}

/** One line: key, title, and whether the title is checked. */
export function lineOf({ id, title, check }: Norm, language: Language): string {
  return `${id.padEnd(16)} ${title[language]} ${mark(check, language)}`;
}
