import { type Count, countAnomalies } from '../values/count.ts';
import { OUTCOME_FORMS, type PluralForms, UNIT_FORMS } from './harm-words.ts';
import type { WordLanguage } from './time-words.ts';

const WORDS = {
  en: {
    likely: 'likely',
    atLeast: 'at least',
    atMost: 'at most',
    unknown: 'number unknown',
    figures: { low: 'low', best: 'best', high: 'high' },
    impossible: 'impossible as given',
  },
  uk: {
    likely: 'імовірно',
    atLeast: 'щонайменше',
    atMost: 'щонайбільше',
    unknown: 'кількість невідома',
    figures: { low: 'найменше', best: 'найімовірніше', high: 'найбільше' },
    impossible: 'неможливо в такому вигляді',
  },
} as const;

/**
 * A count in words, with its unit or the outcome (a code of `outcome`) that it counts: "3–5 killed, likely 4",
 * "at least 3 injured"; «3–5 убитих, імовірно 4». Figures that cannot be right are shown as given, never corrected.
 */
export function describeCount(count: Count, language: WordLanguage, outcome?: string): string {
  const forms = OUTCOME_FORMS[outcome ?? ''] ?? UNIT_FORMS[count.unit];
  const words = WORDS[language];
  if (countAnomalies(count).length > 0) return asGiven(count, forms, language);
  const { low, best, high } = count;
  const likely = best === undefined ? '' : `, ${words.likely} ${figure(best, language)}`;
  if (low !== undefined && high !== undefined && low !== high) {
    return `${figure(low, language)}–${figure(high, language)} ${formOfRange(forms, high, language)}${likely}`;
  }
  if (low !== undefined && high === undefined) return bounded(words.atLeast, low, low === best ? '' : likely);
  if (high !== undefined && low === undefined) return bounded(words.atMost, high, high === best ? '' : likely);
  const known = best ?? low;
  return known === undefined ? `${form(forms, 2, language)}, ${words.unknown}` : numbered(known);

  function bounded(bound: string, value: number, suffix: string): string {
    return `${bound} ${numbered(value)}${suffix}`;
  }
  function numbered(value: number): string {
    return `${figure(value, language)} ${form(forms, value, language)}`;
  }
}

function asGiven(count: Count, forms: PluralForms, language: WordLanguage): string {
  const words = WORDS[language];
  const figures = (['low', 'best', 'high'] as const).flatMap((name) => {
    const value = count[name];
    return value === undefined ? [] : [`${words.figures[name]} ${figure(value, language)}`];
  });
  return `${form(forms, 2, language)}: ${figures.join(', ')} (${words.impossible})`;
}

const plurals = { en: new Intl.PluralRules('en'), uk: new Intl.PluralRules('uk') };
const figures = { en: new Intl.NumberFormat('en'), uk: new Intl.NumberFormat('uk') };

function figure(value: number, language: WordLanguage): string {
  return figures[language].format(value);
}

function form(forms: PluralForms, value: number, language: WordLanguage): string {
  return pick(forms, plurals[language].select(value), language);
}

/** A range takes the form of its upper end in Ukrainian and the plural in English (CLDR plural ranges). */
function formOfRange(forms: PluralForms, high: number, language: WordLanguage): string {
  return language === 'en' ? forms.en.other : form(forms, high, language);
}

/** Categories that a language has only for fractions take the form of many. */
function pick(forms: PluralForms, category: Intl.LDMLPluralRule, language: WordLanguage): string {
  if (language === 'en') return category === 'one' ? forms.en.one : forms.en.other;
  return category === 'one' ? forms.uk.one : category === 'few' ? forms.uk.few : forms.uk.many;
}
