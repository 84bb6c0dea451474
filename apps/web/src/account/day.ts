import { ZONE } from '../time/moment.ts';
import type { Language } from '../words/words.ts';

/** A day with its month as a word, so that it cannot be misread. `at` is an ISO 8601 date or instant. */
export function dayOf(at: string, language: Language): string {
  const locale = language === 'uk' ? 'uk-UA' : 'en-GB';
  // A bare date is that day everywhere; an instant falls on one in the organisation's zone.
  const timeZone = at.length === 10 ? 'UTC' : ZONE;
  return new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(at),
  );
}
