import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { VOCABULARIES } from '@cairn/model';

const HERE = path.join(import.meta.dirname, '../../../docs/guide');
const WORDS = path.join(import.meta.dirname, '../src/words');
export const LANGUAGES = ['en', 'uk'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What stands in quotation marks is what the page says, word for word. */
const QUOTED: Readonly<Record<Language, RegExp>> = { en: /“([^”]+)”/g, uk: /«([^»]+)»/g };

/** One part of the guide: what it quotes of the pages, and the pictures in it. */
export interface Section {
  title: string;
  quotes: readonly string[];
  /** Names of files, without folder and language. */
  pictures: readonly string[];
}

/** The guide in one language, part by part; what stands before the first heading belongs to the part of its title. */
export function readGuide(language: Language): readonly Section[] {
  const raw = readFileSync(path.join(HERE, `${language}.md`), 'utf8');
  return raw.split(/^#{1,2} /m).flatMap((part) => {
    const [title = ''] = part.split('\n');
    if (title.trim() === '') return [];
    const line = part.replaceAll(/\s+/g, ' ');
    return [
      {
        title: title.trim(),
        quotes: [...line.matchAll(QUOTED[language])].map(([, words = '']) => words),
        pictures: [...line.matchAll(/\]\(pictures\/([a-z-]+)\.([a-z]+)\.png\)/g)].map(([, name = '', tongue]) => {
          if (tongue !== language)
            throw new Error(`The picture "${name}" of docs/guide/${language}.md is in "${tongue}".`);
          return name;
        }),
      },
    ];
  });
}

/** Every picture that lies there, as `name.language`. */
export const picturesThere = (): readonly string[] =>
  existsSync(path.join(HERE, 'pictures'))
    ? readdirSync(path.join(HERE, 'pictures')).map((name) => name.replace(/\.png$/, ''))
    : [];

export const picture = (name: string): string => path.join(HERE, 'pictures', `${name}.png`);

/** All sentences of the pages in one language, by name. */
export function catalogue(language: Language): Readonly<Record<string, string>> {
  const files = globSync(`{.,*}/${language}.json`, { cwd: WORDS });
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(path.join(WORDS, file), 'utf8'))));
}

/** What the terms of the vocabularies are called. */
export function labels(language: Language): readonly string[] {
  return VOCABULARIES.flatMap(({ codes }) => codes.map(({ label }) => label[language]));
}
