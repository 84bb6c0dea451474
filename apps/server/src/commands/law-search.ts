import { type Found, searchLaw } from '@cairn/law';
import { type Command, word } from './command.ts';
import { LAW_DETAILS, LAW_OPTIONS, languageGiven, lawGiven } from './law-given.ts';
import { LABELS, lineOf } from './law-labels.ts';

const MOST_WORDS = 20;

export const lawSearch: Command = {
  usage: 'law search WORDS [--language en|uk] [--add FILE]',
  summary: 'Looks for norms by words of either language, or by their place.',
  details: `WORDS: all must occur; a place is written as lawyers do, 8(2)(b)(i), or as the key, rs:8.2.b.i\n${LAW_DETAILS}`,
  options: LAW_OPTIONS,
  words: [1, MOST_WORDS],
  async run(context, words, values) {
    const language = languageGiven(values);
    const found = searchLaw(await lawGiven(values), [word(words, 0), ...words.slice(1)].join(' '));
    if (context.json) context.out(JSON.stringify(found.map(asJson)));
    else if (found.length === 0) context.out(LABELS[language].none);
    else context.out(found.map(({ norm }) => lineOf(norm, language)).join('\n'));
    return 0;
  },
};

function asJson({ norm, score }: Found) {
  const { id, title, text, family, conflict, source, from, to, check } = norm;
  return { id, title, text, family, conflict, source, from, to, check, checked: check !== null, score };
}
