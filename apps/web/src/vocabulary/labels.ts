import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { vocabularies } from '../api/questions.ts';
import { useWords } from '../words/words.ts';

interface OwnWords {
  label?: Record<string, string>;
  asStated?: string;
}

export type Label = (scheme: string, code: string, own?: OwnWords) => string;

/** Codes as words: from the vocabulary, else the record's own label, else the code itself, never nothing. */
export function useVocabulary(): Label {
  const { language } = useWords();
  const { data } = useQuery(vocabularies);
  return useCallback<Label>(
    (scheme, code, own) => {
      const term = data?.find((each) => each.scheme === scheme)?.codes.find((each) => each.code === code);
      return term?.label[language] ?? own?.label?.[language] ?? own?.label?.en ?? own?.asStated ?? code;
    },
    [data, language],
  );
}

/** A label within a sentence: without its capital, unless it is an abbreviation ("UN staff"). */
export function inSentence(label: string): string {
  const [first = '', second = ''] = label;
  return second === second.toLowerCase() ? first.toLowerCase() + label.slice(first.length) : label;
}
