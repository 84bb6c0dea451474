/** The words that dates are written with, in both languages. Ukrainian months need three cases. */

export type WordLanguage = 'en' | 'uk';

export const MONTHS = {
  en: 'January February March April May June July August September October November December'.split(' '),
  /** March */
  uk: 'січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень'.split(' '),
  /** of March */
  ukOf: 'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня'.split(' '),
  /** (between) March (and …) */
  ukBetween: 'січнем лютим березнем квітнем травнем червнем липнем серпнем вереснем жовтнем листопадом груднем'.split(
    ' ',
  ),
} as const;
