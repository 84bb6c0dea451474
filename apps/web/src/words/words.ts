import { i18n, type Messages } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useCallback } from 'react';
import type account from './account/en.json';
import type anchors from './anchors/en.json';
import type comfort from './comfort/en.json';
import type departures from './departures/en.json';
import type desk from './desk/en.json';
import type en from './en.json';
import type enter from './enter/en.json';
import type evidence from './evidence/en.json';
import type facts from './facts/en.json';
import type fields from './fields/en.json';
import type figures from './figures/en.json';
import type guide from './guide/en.json';
import type importing from './importing/en.json';
import type library from './library/en.json';
import type map from './map/en.json';
import type people from './people/en.json';
import type records from './records/en.json';
import type relations from './relations/en.json';
import type triage from './triage/en.json';
import type verification from './verification/en.json';
import type within from './within/en.json';

export type Language = 'en' | 'uk';
export const LANGUAGES: readonly Language[] = ['en', 'uk'];

/** The name of one sentence in the catalogues; `tsc` refuses one that English does not have. */
export type WordId =
  | keyof typeof en
  | keyof typeof desk
  | keyof typeof triage
  | keyof typeof library
  | keyof typeof comfort
  | keyof typeof within
  | keyof typeof records
  | keyof typeof relations
  | keyof typeof importing
  | keyof typeof people
  | keyof typeof account
  | keyof typeof enter
  | keyof typeof evidence
  | keyof typeof anchors
  | keyof typeof facts
  | keyof typeof figures
  | keyof typeof fields
  | keyof typeof verification
  | keyof typeof guide
  | keyof typeof departures
  | keyof typeof map;
export type Say = (id: WordId, values?: Record<string, unknown>) => string;
export interface Words {
  say: Say;
  language: Language;
}

const KEY = 'cairn.language';

const catalogues: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('./en.json'),
  uk: () => import('./uk.json'),
};

function wishedLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'en' || stored === 'uk') return stored;
  return navigator.language.toLowerCase().startsWith('uk') ? 'uk' : 'en';
}

async function activate(language: Language): Promise<void> {
  const catalogue = await catalogues[language]();
  // The build has compiled the sentences into the arrays that Lingui reads.
  i18n.load(language, catalogue.default as unknown as Messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

/** Loads the language kept in this browser, or the one the browser asks for. */
export function startWords(): Promise<void> {
  return activate(wishedLanguage());
}

/** Switches the language and keeps the choice in this browser; nothing else is kept with it. */
export async function chooseLanguage(language: Language): Promise<void> {
  await activate(language);
  localStorage.setItem(KEY, language);
}

/** The sentences of the current language; the caller renders anew when the language changes. */
export function useWords(): Words {
  const { i18n: current } = useLingui();
  const locale = current.locale;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `locale` stands for the catalogue behind `current`.
  const say = useCallback<Say>((id, values) => current._(id, values), [current, locale]);
  return { say, language: locale === 'uk' ? 'uk' : 'en' };
}
