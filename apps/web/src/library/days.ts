import type { Language } from '../words/words.ts';

const locale = (language: Language) => (language === 'uk' ? 'uk-UA' : 'en-GB');

/** `5 Mar 2031`: a day as people write it. @param day YYYY-MM-DD */
export function shortDay(day: string, language: Language): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale(language), options).format(new Date(`${day}T00:00:00Z`));
}

/** Day and hour of a recorded moment, Kyiv time. */
export function shortMoment(at: string, language: Language): string {
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', year: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale(language), { ...options, timeZone: 'Europe/Kyiv' }).format(new Date(at));
}

/** The day that many days after (before, when negative). @param day YYYY-MM-DD */
export function dayAfter(day: string, days = 1): string {
  const time = new Date(`${day}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return time.toISOString().slice(0, 10);
}
