import { stemsAsked } from '@cairn/model';

/** A word or phrase that a record must hold, or must not. */
export interface Term {
  readonly text: string;
  readonly phrase: boolean;
  readonly not: boolean;
  /** Stems of a Ukrainian word, each as good as the word. */
  readonly alike: readonly string[];
}

/** More words than these say nothing more. */
const MOST_TERMS = 20;

/** What somebody typed: words that must all be there, "phrases", and what a minus stands before. */
export function termsOf(text: string): Term[] {
  const found: Term[] = [];
  for (const [, minus, quoted, bare] of text.matchAll(/(?<=^|\s)(-?)(?:"([^"]*)"?|(\S+))/g)) {
    const words = quoted ?? bare ?? '';
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const alike = quoted === undefined ? stemsAsked(words) : [];
    found.push({ text: words, phrase: quoted !== undefined, not: minus === '-', alike });
  }
  return found.slice(0, MOST_TERMS);
}
