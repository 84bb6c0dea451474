import type { VocabularyCode } from '../api/shapes.ts';

export interface KindGroup {
  /** The widest term, which can be chosen as well. */
  head: string;
  codes: string[];
}

/**
 * The terms whose words hold what was typed, under the widest term that each belongs to. A group whose own name matches
 * shows all of its terms.
 */
export function grouped(terms: readonly VocabularyCode[], word: (code: string) => string, typed: string): KindGroup[] {
  const broader = new Map(terms.map((term) => [term.code, term.broader]));
  const widest = (code: string): string => {
    const up = broader.get(code);
    return up === undefined ? code : widest(up);
  };
  const sought = typed.trim().toLowerCase();
  const matches = (code: string) => word(code).toLowerCase().includes(sought);
  const groups = new Map<string, string[]>();
  for (const { code } of terms) {
    const head = widest(code);
    if (!matches(code) && !matches(head)) continue;
    groups.set(head, [...(groups.get(head) ?? []), code]);
  }
  return [...groups].map(([head, codes]) => ({ head, codes }));
}
