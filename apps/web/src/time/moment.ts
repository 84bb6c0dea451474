import type { Language } from '../words/words.ts';

/** The organisation's zone until it can be configured. */
export const ZONE = 'Europe/Kyiv';

function clock(zone: string, language: Language): Intl.DateTimeFormat {
  // British order keeps English days before months; both write the month as a word, so no date can be misread.
  return new Intl.DateTimeFormat(language === 'uk' ? 'uk-UA' : 'en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** One recorded moment twice: in UTC and in Kyiv. `at` is an ISO 8601 instant. */
export function bothClocks(at: string, language: Language): { utc: string; kyiv: string } {
  const moment = new Date(at);
  return { utc: clock('UTC', language).format(moment), kyiv: clock(ZONE, language).format(moment) };
}

/** A day of the calendar, `2031-03-06`, as a reader writes it: "6 Mar 2031". */
export function dayWords(day: string, language: Language): string {
  const at = new Date(`${day}T12:00:00Z`);
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'uk' ? 'uk-UA' : 'en-GB', options).format(at);
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "12 minutes ago", rounded down to whole minutes, hours or days. */
export function ago(at: string, language: Language, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  const [unit, length] = STEPS.find(([, step]) => seconds >= step) ?? ['minute', 60];
  return new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' }).format(
    -Math.floor(seconds / length),
    unit,
  );
}
