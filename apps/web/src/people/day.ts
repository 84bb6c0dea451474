import type { Language } from '../words/words.ts';

/** A day such as `2031-03-04` in words; the month is a word, so that no date can be misread. */
export function dayInWords(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'uk' ? 'uk-UA' : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}
